/** What is chosen in a list: pure functions over an ordered map, so that bulk actions keep the order of the list. */
export type Selection<T> = { readonly chosen: ReadonlyMap<string, T>; readonly anchor: string | null };

/** More than this is refused by every bulk route of the desk. */
export const selectionLimit = 500;

export const noSelection = { chosen: new Map<string, never>(), anchor: null } as const;

type Keyed<T> = { key: string; item: T };

export function toggle<T>(selection: Selection<T>, { key, item }: Keyed<T>): Selection<T> {
  const chosen = new Map(selection.chosen);
  if (!chosen.delete(key) && chosen.size < selectionLimit) chosen.set(key, item);
  return { chosen, anchor: key };
}

/** From the last touched row to this one, both included; without an anchor in the list it is a toggle. */
export function extend<T>(selection: Selection<T>, rows: readonly Keyed<T>[], to: string): Selection<T> {
  const from = rows.findIndex((row) => row.key === selection.anchor);
  const end = rows.findIndex((row) => row.key === to);
  const target = rows[end];
  if (!target) return selection;
  if (from === -1) return toggle(selection, target);
  return { chosen: added(selection.chosen, rows.slice(Math.min(from, end), Math.max(from, end) + 1)), anchor: selection.anchor };
}

/** All rows given, or none of them when all were chosen already. */
export function togglePage<T>(selection: Selection<T>, rows: readonly Keyed<T>[]): Selection<T> {
  if (rows.length === 0) return selection;
  if (!rows.every((row) => selection.chosen.has(row.key))) return { ...selection, chosen: added(selection.chosen, rows) };
  const chosen = new Map(selection.chosen);
  for (const row of rows) chosen.delete(row.key);
  return { ...selection, chosen };
}

/** Keeps what is known about chosen rows as new as the list. */
export function renewed<T>(selection: Selection<T>, rows: readonly Keyed<T>[]): Selection<T> {
  const changed = rows.filter((row) => selection.chosen.has(row.key) && selection.chosen.get(row.key) !== row.item);
  if (changed.length === 0) return selection;
  const chosen = new Map(selection.chosen);
  for (const row of changed) chosen.set(row.key, row.item);
  return { ...selection, chosen };
}

function added<T>(chosen: ReadonlyMap<string, T>, rows: readonly Keyed<T>[]): Map<string, T> {
  const next = new Map(chosen);
  for (const row of rows) if (next.has(row.key) || next.size < selectionLimit) next.set(row.key, row.item);
  return next;
}
