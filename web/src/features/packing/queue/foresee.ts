import type { PackItem, PackOrder } from '#src/modules/packing/contract.ts';
import type { PackAct } from './pack-queue.ts';

/** What this page makes of a code while the desk does not answer. It only warns; the desk decides when it is back. */
export type Foreseen = { waiting: ReadonlyMap<string, number>; last: 'fits' | 'tooMany' | 'unknown' | 'other' };

/** Commands that the desk knows: no item is called like this. */
export const commands = ['UNDO', 'DONE', 'LATER', 'NEXT', 'LEAVE', 'CANCEL'] as const;

/** Units of each item of the open order that wait to be sent, and what the last thing done looks like. */
export function foresee(order: PackOrder | null, acts: readonly PackAct[]): Foreseen {
  const waiting = new Map<string, number>();
  let last: Foreseen['last'] = 'other';
  let lastItem: string | undefined;
  const count = (item: PackItem | undefined, units: number) => {
    if (!item) {
      last = 'unknown';
      return;
    }
    const before = waiting.get(item.itemId) ?? 0;
    const fits = before + units <= item.left;
    if (fits) waiting.set(item.itemId, before + units);
    lastItem = fits ? item.itemId : undefined;
    last = fits ? 'fits' : 'tooMany';
  };
  for (const act of acts) {
    if (act.act === 'scan' && !isCommand(act.code)) count(itemOf(order, act.code), act.quantity ?? 1);
    else if (act.act === 'count')
      count(
        order?.items.find(({ itemId }) => itemId === act.itemId),
        act.quantity,
      );
    else {
      // Only what was counted a moment ago is sure to be what is taken back.
      const isUndo = act.act === 'undo' || (act.act === 'scan' && act.code.toUpperCase() === 'UNDO');
      if (isUndo && lastItem !== undefined) waiting.set(lastItem, (waiting.get(lastItem) ?? 1) - 1);
      lastItem = undefined;
      last = 'other';
    }
  }
  return { waiting, last };
}

const isCommand = (code: string): boolean => (commands as readonly string[]).includes(code.toUpperCase());

const itemOf = (order: PackOrder | null, code: string): PackItem | undefined => {
  const wanted = code.toUpperCase().replace(/^0+(?=\d{8,})/, '');
  return order?.items.find(({ sku, productCode, asin, barcodes }) =>
    [sku, productCode ?? '', asin, ...barcodes].some((each) => each !== '' && each.toUpperCase().replace(/^0+(?=\d{8,})/, '') === wanted),
  );
};
