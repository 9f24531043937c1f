import { isDeepStrictEqual } from 'node:util';
import type { FileItem, FileOrder, ReportKind } from './file-order.ts';

/** What a file tells about an order, without its personal data. */
export type ToldOrder = Omit<FileOrder, 'personal' | 'items'> & { items: Omit<FileItem, 'personal'>[] };

/**
 * All that files have told about an order so far, each report by itself, as it is stored beside the order. `personal` holds
 * keyed hashes, by which it is seen that a report tells nothing new; `rich` means that a name or an address was among it.
 */
export type Told = Partial<Record<ReportKind, ToldOrder>> & { personal?: { rich: boolean; seen: Partial<Record<ReportKind, string>> } };

/** As it comes back from the database: instants are texts, and what is undefined is not there. */
export type StoredTold = unknown;

/**
 * Two tellings of one order by reports of one kind, or by two lines of one report: what one does not say, the other may;
 * where they differ the later update is right, and of equal age the one that came later. Items are united, because an order
 * may come in parts.
 */
export function joinTold<T extends ToldOrder>(earlier: T, later: T): T {
  const inOrder = (earlier.updatedAt?.getTime() ?? 0) <= (later.updatedAt?.getTime() ?? 0);
  const [main, spare] = inOrder ? [later, earlier] : [earlier, later];
  const items: T['items'] = [...earlier.items];
  for (const item of later.items) {
    const at = items.findIndex((known) => sameItem(known, item));
    const known = items[at];
    if (known) items[at] = { ...(inOrder ? joinItems(item, known) : joinItems(known, item)), nth: known.nth };
    else items.push(item);
  }
  return filled(
    { ...main, flags: filled(main.flags, spare.flags), shipTo: filled(main.shipTo, spare.shipTo), items, purchasedAt: main.purchasedAt },
    spare,
  );
}

/** An item with Amazon's own id that comes twice is one item: somebody put two downloads into one file. */
const sameItem = (a: ToldOrder['items'][number], b: ToldOrder['items'][number]): boolean =>
  a.itemId !== undefined && b.itemId !== undefined ? a.itemId === b.itemId : a.sku === b.sku && a.asin === b.asin && a.nth === b.nth;

const joinItems = <I extends ToldOrder['items'][number]>(main: I, spare: I): I =>
  filled({ ...main, amounts: filled(main.amounts, spare.amounts), extra: { ...spare.extra, ...main.extra } }, spare);

/** One order from both reports: the all-orders report is the fuller one, the unshipped-orders report adds what only it has. */
export function bothReports(told: Told): ToldOrder | undefined {
  const { 'all-orders': all, unshipped: open } = told;
  if (!all || !open) return all ?? open;
  const items = all.items.map((item) => {
    const same = open.items.find((other) => other.sku === item.sku && other.nth === item.nth);
    return same ? joinItems(item, same) : item;
  });
  const more = open.items.filter((item) => !all.items.some((other) => other.sku === item.sku));
  return filled(
    { ...all, flags: filled(all.flags, open.flags), shipTo: filled(all.shipTo, open.shipTo), items: [...items, ...more] },
    { ...open, report: all.report },
  );
}

/** `main`, with the gaps filled from `spare`. */
export function filled<T extends object>(main: T, spare: T): T {
  const told = Object.entries(main).filter(([, value]) => value !== undefined);
  return Object.assign({ ...spare }, Object.fromEntries(told));
}

/** Does storing `after` change what is stored? Compared as it would come back. */
export const tellsNothingNew = (before: StoredTold, after: Told): boolean => isDeepStrictEqual(before, JSON.parse(JSON.stringify(after)));

/** What was stored, with its instants. Anything that this version did not write counts as nothing told. */
export function toldFrom(stored: StoredTold): Told {
  if (typeof stored !== 'object' || stored === null) return {};
  const told: Told = { ...stored };
  for (const kind of ['all-orders', 'unshipped'] as const) {
    const order = told[kind];
    if (order === undefined) continue;
    if (!Array.isArray(order.items)) return {};
    const at = (value: unknown) => (typeof value === 'string' ? new Date(value) : undefined);
    told[kind] = {
      ...order,
      purchasedAt: at(order.purchasedAt) ?? new Date(0),
      updatedAt: at(order.updatedAt),
      paidAt: at(order.paidAt),
      shipBy: at(order.shipBy),
    };
  }
  return told;
}
