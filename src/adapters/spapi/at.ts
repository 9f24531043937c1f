/** What stands at a place of an answer; undefined where the way to it ends, and for null. */
export function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const key of path) found = typeof found === 'object' && found !== null ? (found as Record<PropertyKey, unknown>)[key] : undefined;
  return found ?? undefined;
}
