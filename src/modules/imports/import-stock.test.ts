import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locationsWithBins, productsMeant, stockPageOf } from '#src/modules/inventory/questions.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { importStockFile } from './import-stock.ts';

let desk: TestDesk;
let accountId: string;
beforeAll(async () => {
  desk = await testDesk();
  accountId = await desk.addAccount();
});
afterAll(() => desk?.close());

async function* bytes(text: string) {
  yield Buffer.from(text);
}
let files = 0;
const take = (text: string, key = `file ${(files += 1)}`, run = true) =>
  importStockFile(desk, { stream: bytes(text), accounts: [accountId], by: 'Ana', key, run });
const preview = (text: string) => take(text, 'only looked at', false);
const find = async (text: string) =>
  (await desk.database.read([accountId], (db) => stockPageOf(db, { text, show: 'all', location: undefined, after: undefined, limit: 10 })))
    .items;

describe('a stock file', () => {
  it('makes products and counts bins, in any order of columns and with any separator', async () => {
    const result = await take(
      'Location;QTY;Name;SKU;Bin;EAN\nmain;12;Cup;CUP;A-1;4006381333931 4006381333948\nMain;3;Cup;CUP;;\n;5;Tray;TRAY;;\n',
    );
    expect(result).toMatchObject({ lines: 3, imported: 3, rejected: [] });
    expect(await find('CUP')).toMatchObject([{ code: 'CUP', title: 'Cup', onHand: 15, available: 15 }]);
    expect(await desk.database.read([accountId], (db) => productsMeant(db, '4006381333948'))).toMatchObject([
      { code: 'CUP', by: 'barcode' },
    ]);
    const [main] = await desk.database.read([], locationsWithBins);
    expect(main?.bins.map(({ name }) => name)).toEqual(['', 'A-1']);
    await take('product,on-hand,bin\nCUP,0,b-1\nCUP,0,A-10\nCUP,0,A-2\n');
    const [walked] = await desk.database.read([], locationsWithBins);
    expect(walked?.bins.map(({ name }) => name)).toEqual(['', 'A-1', 'A-2', 'A-10', 'b-1']);
  });

  it('changes nothing the second time, and says what it changed when it differs', async () => {
    const text = 'product,on-hand,bin\nCUP,12,A-1\nTRAY,5,\n';
    expect(await take(text)).toMatchObject({ imported: 0, updated: 0, unchanged: 2 });
    expect(await take('product,on-hand,bin\nCUP,10,A-1\nTRAY,5,\n')).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await find('CUP')).toMatchObject([{ onHand: 13 }]);
  });

  it('names every line that cannot be used, and takes the others', async () => {
    const result = await take(
      'product,on-hand,location,barcode\n,1,,\nCUP,many,,\nCUP,1,Nowhere,\nJUG,2,,4006381333931\n?1/X,2,,\nPOT,4,,\n',
    );
    expect(result).toMatchObject({ lines: 6, imported: 1 });
    expect(result.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect(await find('POT')).toMatchObject([{ onHand: 4 }]);
  });

  it('is previewed as it then is taken in, with nothing done; what was left out can be tried again alone', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `PEN-${n},${n},${n % 20 === 7 ? 'Nowhere' : ''}`);
    const text = `product,on-hand,location\n${lines.join('\n')}\n`;
    const shown = await preview(text);
    expect(shown).toMatchObject({ lines: 60, imported: 57, updated: 0, unchanged: 0 });
    expect(shown.rejected).toHaveLength(3);
    expect(await find('PEN-59')).toEqual([]);
    expect(await take(text, 'pens')).toEqual(shown);
    expect(await find('PEN-59')).toMatchObject([{ code: 'PEN-59', onHand: 59 }]);
    const again = await take(text.replaceAll('Nowhere', 'Main'), 'pens, mended');
    expect(again).toMatchObject({ imported: 3, unchanged: 57, rejected: [] });
  });

  it('teaches products that are there the barcodes they lack, and comes back from a sheet program as it went out', async () => {
    const text = 'product,on-hand,ean\nPOT,4,4006381333955\nPOT,4,4006381333948\n';
    expect(await preview(text)).toMatchObject({ updated: 1, rejected: [{ line: 3 }] });
    expect(await take(text)).toMatchObject({ updated: 1, rejected: [{ line: 3 }] });
    expect(await take('product,on-hand,ean\n4006381333955,4,4006381333955\n')).toMatchObject({ unchanged: 1 });
    expect(await take('product,on-hand,bin\n=1+1,3,@A\n-POT,1,\n')).toMatchObject({ imported: 2 });
    expect(await take("product,on-hand,bin\n'=1+1,3,'@A\n'-POT,1,\n")).toMatchObject({ imported: 0, unchanged: 2 });
  });

  it('that is none is refused', async () => {
    await expect(take('a,b\n1,2\n')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
