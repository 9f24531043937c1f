import { describe, expect, it } from 'vitest';
import type { PackItem, PackOrder } from '#src/modules/packing/contract.ts';
import { foresee } from './foresee.ts';
import { added, type Deed, emptyQueue } from './pack-queue.ts';

const item = (itemId: string, sku: string, barcode: string, left: number, serial = false) =>
  ({
    itemId,
    sku,
    asin: `B0${itemId}`,
    productCode: null,
    barcodes: [barcode],
    left,
    needs: { serial, transparency: false, serialsMissing: 0, transparencyMissing: 0 },
  }) as unknown as PackItem;
const parcel = { boxId: null, size: null, grams: null, missing: [{ key: 'x', values: {} }] };
const order = {
  parcel,
  items: [item('1', 'MUG-BLUE', '4006381333931', 2), item('2', 'TEA', '012345678905', 1), item('3', 'DRILL', '42', 2, true)],
} as unknown as PackOrder;

const after = (...deeds: Deed[]) => {
  const queue = deeds.reduce(
    (before, deed, index) => added(before, deed, { key: String(index), at: '2026-11-17T17:00:00Z', lastSeq: 7, kept: true }),
    emptyQueue('1'),
  );
  const seen = foresee(
    order,
    queue.waiting.map(({ act }) => act),
  );
  return { waiting: Object.fromEntries(seen.waiting), last: seen.last, order: seen.order };
};
const scan = (code: string, quantity?: number): Deed => ({ act: 'scan', code, ...(quantity ? { quantity } : {}) });

describe('what a page makes of scans while the desk does not answer', () => {
  it('counts what the order wants, by barcode or SKU, with or without the zero before a UPC', () => {
    const seen = after(scan('4006381333931'), scan('mug-blue'), scan('12345678905'));
    expect(seen).toMatchObject({ waiting: { 1: 2, 2: 1 }, last: 'fits' });
    expect(seen.order?.items.map(({ left }) => left)).toEqual([0, 0, 2]);
  });

  it('warns of too many, of what it does not know, and counts neither', () => {
    expect(after(scan('TEA', 2))).toMatchObject({ waiting: {}, last: 'tooMany' });
    expect(after(scan('TEA'), scan('LAMP'))).toMatchObject({ waiting: { 2: 1 }, last: 'unknown' });
  });

  it('waits for the number of each unit that has one, and takes what is nothing else for it', () => {
    const missing = (...deeds: Deed[]) => after(...deeds).order?.items[2]?.needs.serialsMissing;
    expect(after(scan('DRILL'), scan('SN-1'))).toMatchObject({ waiting: { 3: 1 }, last: 'fits' });
    expect([missing(scan('DRILL')), missing(scan('DRILL'), scan('SN-1')), missing(scan('SN-1'))]).toEqual([1, 0, 0]);
    expect(missing(scan('DRILL', 2), { act: 'serial', itemId: '3', code: 'SN-1' }, scan('TEA'))).toBe(1);
    expect(after(scan('DRILL'), scan('SN-1'), scan('SN-2'))).toMatchObject({ waiting: { 3: 1 }, last: 'unknown' });
  });

  it('takes back the last one by button or command', () => {
    expect(after(scan('TEA'), { act: 'undo' })).toMatchObject({ waiting: { 2: 0 }, last: 'other' });
    expect(after(scan('TEA'), scan('undo'))).toMatchObject({ waiting: { 2: 0 }, last: 'other' });
  });

  it('leads on to box and weight, and to the next order after the end', () => {
    const packed = after({ act: 'box', boxId: '4' }, { act: 'weight', grams: 900, source: 'scale' });
    expect(packed.order?.parcel).toMatchObject({ boxId: '4', grams: 900 });
    expect(after(scan('TEA'), { act: 'finish' }, scan('112-4455667-8899001'))).toEqual({ waiting: {}, last: 'other', order: null });
    expect(after(scan('TEA'), scan('NEXT')).order).not.toBeNull();
  });
});
