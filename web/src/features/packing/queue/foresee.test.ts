import { describe, expect, it } from 'vitest';
import type { PackItem, PackOrder } from '#src/modules/packing/contract.ts';
import { foresee } from './foresee.ts';
import { added, type Deed, emptyQueue } from './pack-queue.ts';

const item = (itemId: string, sku: string, barcode: string, left: number) =>
  ({ itemId, sku, asin: `B0${itemId}`, productCode: null, barcodes: [barcode], left }) as unknown as PackItem;
const order = { items: [item('1', 'MUG-BLUE', '4006381333931', 2), item('2', 'TEA', '012345678905', 1)] } as unknown as PackOrder;

const after = (...deeds: Deed[]) => {
  const queue = deeds.reduce(
    (before, deed, index) => added(before, deed, { key: String(index), at: '2026-11-17T17:00:00Z', lastSeq: 7, kept: true }),
    emptyQueue('1'),
  );
  const { waiting, last } = foresee(
    order,
    queue.waiting.map(({ act }) => act),
  );
  return { waiting: Object.fromEntries(waiting), last };
};
const scan = (code: string, quantity?: number): Deed => ({ act: 'scan', code, ...(quantity ? { quantity } : {}) });

describe('what a page makes of scans while the desk does not answer', () => {
  it('counts what the order wants, by barcode or SKU, with or without the zero before a UPC', () => {
    expect(after(scan('4006381333931'), scan('mug-blue'), scan('12345678905'))).toEqual({ waiting: { 1: 2, 2: 1 }, last: 'fits' });
  });

  it('warns of too many, of what it does not know, and counts neither', () => {
    expect(after(scan('TEA', 2))).toEqual({ waiting: {}, last: 'tooMany' });
    expect(after(scan('TEA'), scan('LAMP'))).toEqual({ waiting: { 2: 1 }, last: 'unknown' });
  });

  it('takes back the last one by button or command, and leaves commands to the desk', () => {
    expect(after(scan('TEA'), { act: 'undo' })).toEqual({ waiting: { 2: 0 }, last: 'other' });
    expect(after(scan('TEA'), scan('undo'))).toEqual({ waiting: { 2: 0 }, last: 'other' });
    expect(after(scan('TEA'), scan('DONE'))).toEqual({ waiting: { 2: 1 }, last: 'other' });
  });
});
