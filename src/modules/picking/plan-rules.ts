/** Units of a product in a bin that no open line has taken yet. Bins come as a picker walks; the one without a name takes what no bin has. */
export type Shelf = { productId: string; binId: string; bin: string; free: number };

export type NewLine = { itemId: string; productId: string; binId: string; quantity: number };
export type Wanted = { itemId: string; productId: string; quantity: number };

/** Where no bin holds a unit: the place to look is the bin without a name. */
export const nowhere = '';

/**
 * Puts wanted units on lines: each from the first bin of the walk that has all of them, else bin by bin as one walks; what the
 * books show nowhere stands on a line of the bin without a name (`nowhere`), so that no unit is left out. Nothing is taken
 * before `take` is called.
 */
export function onShelves(wanted: readonly Wanted[], shelves: Shelf[]): { lines: NewLine[]; bins: string[]; take: () => void } {
  const taken = new Map<Shelf, number>();
  const freeOf = (shelf: Shelf) => shelf.free - (taken.get(shelf) ?? 0);
  const lines: NewLine[] = [];
  const bins = new Set<string>();
  for (const { itemId, productId, quantity } of wanted) {
    const own = shelves.filter((shelf) => shelf.productId === productId && freeOf(shelf) > 0);
    const whole = own.find((shelf) => freeOf(shelf) >= quantity);
    let left = quantity;
    for (const shelf of whole ? [whole] : own) {
      const units = Math.min(left, freeOf(shelf));
      if (units === 0) continue;
      taken.set(shelf, (taken.get(shelf) ?? 0) + units);
      left -= units;
      lines.push({ itemId, productId, binId: shelf.binId, quantity: units });
      bins.add(shelf.bin);
    }
    if (left > 0) {
      lines.push({ itemId, productId, binId: nowhere, quantity: left });
      bins.add('');
    }
  }
  const take = () => {
    for (const [shelf, units] of taken) shelf.free -= units;
  };
  return { lines, bins: [...bins], take };
}
