export type Part = { bundleId: string; partId: string; quantity: number };

/** Units of plain products that one unit of a product is made of. */
export type Content = ReadonlyMap<string, number>;

/**
 * What a product is made of, down to things that lie on a shelf; one that is no bundle is itself. `parts` are all parts of
 * all bundles on the way. Throws RangeError on a circle, which `circleOf` has refused before.
 */
export function explode(productId: string, parts: readonly Part[], above: readonly string[] = []): Content {
  if (above.includes(productId)) throw new RangeError('a bundle contains itself');
  const own = parts.filter((part) => part.bundleId === productId);
  if (own.length === 0) return new Map([[productId, 1]]);
  const content = new Map<string, number>();
  for (const { partId, quantity } of own)
    for (const [id, count] of explode(partId, parts, [...above, productId])) content.set(id, (content.get(id) ?? 0) + count * quantity);
  return content;
}

/** The way on which a bundle would contain itself, or undefined. */
export function circleOf(bundleId: string, parts: readonly Part[]): string[] | undefined {
  const walk = (id: string, way: readonly string[]): string[] | undefined => {
    for (const { partId } of parts.filter((part) => part.bundleId === id)) {
      if (partId === bundleId) return [...way, partId];
      if (way.includes(partId)) continue;
      const found = walk(partId, [...way, partId]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(bundleId, [bundleId]);
}

/** How many whole bundles the units make: the scarcest part decides. Below zero where a part is oversold. */
export function bundlesIn(content: Content, available: (productId: string) => number): number {
  const counts = [...content].map(([id, count]) => Math.floor(available(id) / count));
  return counts.length === 0 ? 0 : Math.min(...counts);
}
