import type { PackItem, PackOrder } from '#src/modules/packing/contract.ts';
import type { SenderState } from './act-sender.ts';
import type { PackAct } from './pack-queue.ts';

/**
 * What this page makes of steps that the desk has not answered. It only warns and leads on; the desk decides when it is back.
 * `order` is the one at hand as it would then be, `waiting` the units of each item that are not sent yet.
 */
export type Foreseen = {
  order: PackOrder | null;
  waiting: ReadonlyMap<string, number>;
  last: 'fits' | 'tooMany' | 'unknown' | 'other';
};

type Counts = ReadonlyMap<string, number>;

/** Commands that end the work on an order, and the others. No item is called like one. */
const endings = ['DONE', 'LATER', 'LEAVE', 'CANCEL'];
const commands = new Set(['UNDO', 'NEXT', ...endings]);

/** What waits because the desk does not answer, or waits for a person. What is on its way is answered in a moment. */
export const stuck = ({ queue, link, held }: Pick<SenderState, 'queue' | 'link' | 'held'>): PackAct[] =>
  link === 'down' || held ? queue.waiting.map(({ act }) => act) : [];

export function foresee(known: PackOrder | null, acts: readonly PackAct[]): Foreseen {
  const waiting = new Map<string, number>();
  /** Numbers of units that wait, by item. */
  const codes = new Map<string, number>();
  let order = known;
  let last: Foreseen['last'] = 'other';
  let lastItem: string | undefined;

  const count = (item: PackItem | undefined, units: number) => {
    const before = waiting.get(item?.itemId ?? '') ?? 0;
    const fits = item !== undefined && before + units <= item.left;
    if (fits) waiting.set(item.itemId, before + units);
    lastItem = fits ? item.itemId : undefined;
    last = fits ? 'fits' : item ? 'tooMany' : 'unknown';
  };
  /** Whether the units that lie there wait for a number; then this is one. */
  const isCode = (items: readonly PackItem[]): boolean => {
    const item = items.find((each) => numbersWanted(withCodes(each, waiting, codes)) > 0);
    if (!item) return false;
    codes.set(item.itemId, (codes.get(item.itemId) ?? 0) + 1);
    lastItem = undefined;
    last = 'fits';
    return true;
  };
  for (const act of acts) {
    const command = commandIn(act);
    if (order && act.act === 'scan' && command === undefined) {
      const item = itemOf(order, act.code);
      if (item || !isCode(order.items)) count(item, act.quantity ?? 1);
    } else if (order && (act.act === 'serial' || act.act === 'transparency'))
      isCode(order.items.filter(({ itemId }) => itemId === act.itemId));
    else if (order && act.act === 'count')
      count(
        order.items.find(({ itemId }) => itemId === act.itemId),
        act.quantity,
      );
    else {
      // Only what was counted a moment ago is sure to be what is taken back.
      if (command === 'UNDO' && lastItem !== undefined) waiting.set(lastItem, (waiting.get(lastItem) ?? 1) - 1);
      if (command !== undefined && endings.includes(command)) {
        order = null;
        waiting.clear();
        codes.clear();
      }
      if (order && act.act === 'box') order = withParcel(order, { boxId: act.boxId, size: act.size ?? null });
      if (order && act.act === 'weight') order = withParcel(order, { grams: act.grams, weight: null });
      lastItem = undefined;
      last = 'other';
    }
  }
  return { order: order && withUnits(order, waiting, codes), waiting, last };
}

/** The command that an act is or stands for. */
function commandIn(act: PackAct): string | undefined {
  if (act.act === 'scan') return commands.has(act.code.toUpperCase()) ? act.code.toUpperCase() : undefined;
  return ({ undo: 'UNDO', finish: 'DONE', leave: 'LEAVE', cancel: 'CANCEL' } as Partial<Record<PackAct['act'], string>>)[act.act];
}

const withParcel = (order: PackOrder, change: Partial<PackOrder['parcel']>): PackOrder => ({
  ...order,
  parcel: { ...order.parcel, ...change },
});

/** Units that wait are on their way into the parcel. What the desk said was missing may be there by then. */
function withUnits(order: PackOrder, waiting: Counts, codes: Counts): PackOrder {
  if (waiting.size === 0 && codes.size === 0) return order;
  const items = order.items.map((each) => {
    const item = withCodes(each, waiting, codes);
    const units = waiting.get(item.itemId) ?? 0;
    return { ...item, left: item.left - units, inParcel: item.inParcel + units };
  });
  return withParcel({ ...order, items }, { missing: [] });
}

/** The numbers that its units will still want: one more for each unit that waits, one less for each number that does. */
function withCodes(item: PackItem, waiting: Counts, codes: Counts): PackItem {
  const { needs, itemId } = item;
  const units = waiting.get(itemId) ?? 0;
  const serials = needs.serialsMissing + (needs.serial ? units : 0);
  const transparency = needs.transparencyMissing + (needs.transparency ? units : 0);
  const given = codes.get(itemId) ?? 0;
  const ofSerials = Math.min(given, serials);
  return {
    ...item,
    needs: { ...needs, serialsMissing: serials - ofSerials, transparencyMissing: Math.max(0, transparency - (given - ofSerials)) },
  };
}

const numbersWanted = ({ needs }: PackItem): number => needs.serialsMissing + needs.transparencyMissing;

function itemOf(order: PackOrder, code: string): PackItem | undefined {
  const wanted = plain(code);
  return order.items.find(({ sku, productCode, asin, barcodes }) =>
    [sku, productCode ?? '', asin, ...barcodes].some((each) => each !== '' && plain(each) === wanted),
  );
}

/** A UPC may be written with the zero that makes it an EAN, or without. */
const plain = (code: string): string => code.toUpperCase().replace(/^0+(?=\d{8,})/, '');
