import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { byteChunks, collect } from '../../../tests/support/byte-chunks.ts';
import type { Encoding } from './detect-encoding.ts';
import { readTable, type TableOptions } from './read-table.ts';

const read = (content: Uint8Array | string, options: TableOptions = {}, size: number | number[] = 65_536) =>
  collect(readTable(byteChunks(content, size), options));

/** The table as rows of cells, the header first; fails on bad rows. */
async function cellsOf(content: Uint8Array | string, options: TableOptions = {}, size: number | number[] = 65_536) {
  const events = await read(content, options, size);
  return events.map((event) => {
    if (event.kind === 'bad') throw new Error(`line ${event.line}: ${event.reason}`);
    return event.kind === 'header' ? event.names : event.cells;
  });
}

const western = ['Müller', 'café crème', 'Ação às três', '“Best” mug – 12 €', 'Men’s', 'plain', 'Škoda', 'señor', 'Größe ½', 'Çelik', ''];
const japanese = ['東京都渋谷区', 'ステンレス水筒', 'ｱｲｳｴｵ', '赤い傘', 'マグカップ 350ml', 'plain', '（大）', 'ソニー表示', ''];
const anywhere = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\0\uFEFF]/g, ''));

type Written = { encoding: Encoding; bom: boolean; words: fc.Arbitrary<string> };
const written: Written[] = [
  { encoding: 'utf-8', bom: false, words: anywhere },
  { encoding: 'utf-8', bom: true, words: anywhere },
  { encoding: 'utf-16le', bom: true, words: anywhere },
  { encoding: 'utf-16be', bom: true, words: anywhere },
  { encoding: 'windows-1252', bom: false, words: fc.constantFrom(...western) },
  { encoding: 'shift_jis', bom: false, words: fc.constantFrom(...japanese) },
];
const bytesOf = (text: string, { encoding, bom }: Written) => iconv.encode(text, encoding, { addBOM: bom });
const notBlank = (rows: string[][]) => rows.filter((row) => row.some((cell) => cell.trim() !== ''));
const sizes = fc.oneof(fc.constant<number[]>([1]), fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 5 }));

describe('what was written is read back', () => {
  describe.each(written)('$encoding, mark: $bom', (how) => {
    const table = (words: fc.Arbitrary<string>) =>
      fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(words, { minLength: width, maxLength: width }), { maxLength: 8 }));

    test.each([',', ';'] as const)('quoted, cut by %s', async (delimiter) => {
      await fc.assert(
        fc.asyncProperty(table(how.words), sizes, fc.constantFrom('\n', '\r\n'), async (rows, pieces, end) => {
          const names = ['sku', 'title', 'price', 'note', 'größe']
            .slice(0, rows[0]?.length ?? 2)
            .map((name) => name.replace('ö', 'o').replace('ß', 'ss'));
          // csv-stringify, not the code under test, decides what needs quotation marks.
          const text = stringify([names, ...rows], { delimiter, record_delimiter: end, quoted_match: /[\r\n;,\t"]|^ | $/ });
          const expected = notBlank(rows).map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n')));
          expect(await cellsOf(bytesOf(text, how), {}, pieces)).toEqual([names, ...expected]);
        }),
        { numRuns: 60 },
      );
    });

    test('unquoted, cut by tabs', async () => {
      const plain = how.words.map((word) => word.replaceAll(/[\t\r\n]/g, ' '));
      await fc.assert(
        fc.asyncProperty(table(plain), sizes, fc.constantFrom('\n', '\r\n', '\r'), async (rows, pieces, end) => {
          const names = ['sku', 'title', 'price', 'note', 'size'].slice(0, rows[0]?.length ?? 2);
          const text = [names, ...rows].map((row) => row.join('\t') + end).join('');
          expect(await cellsOf(bytesOf(text, how), {}, pieces)).toEqual([names, ...notBlank(rows)]);
        }),
        { numRuns: 60 },
      );
    });
  });
});

describe('header', () => {
  test('names keep their spelling, keys do not', async () => {
    const [header] = await read('\uFEFF Amazon-Order-Id \tPURCHASE_DATE\tProduct Name\n');
    expect(header).toEqual({
      kind: 'header',
      line: 1,
      names: ['Amazon-Order-Id', 'PURCHASE_DATE', 'Product Name'],
      keys: ['amazonorderid', 'purchasedate', 'productname'],
      delimiter: '\t',
    });
  });

  test('may stand below other lines when it is known', async () => {
    const text = 'TemplateType=Orders\tVersion=1\n\nOrder,Number\nsku\tqty\nA\t1\n';
    const events = await read(text, { isHeader: (keys) => keys.includes('sku') });
    expect(events).toMatchObject([
      { kind: 'header', line: 4, keys: ['sku', 'qty'] },
      { kind: 'row', line: 5, cells: ['A', '1'] },
    ]);
  });

  test('is the first line when none is known, and no line is lost', async () => {
    const lines = Array.from({ length: 15 }, (_, i) => `a${i}\tb${i}`);
    const events = await read(lines.join('\n'), { isHeader: () => false });
    expect(events.map((event) => event.line)).toEqual(lines.map((_, i) => i + 1));
    expect(events[0]).toMatchObject({ kind: 'header', names: ['a0', 'b0'] });
    expect(await read('a\tb\nc\td', { isHeader: () => false })).toMatchObject([{ kind: 'header' }, { cells: ['c', 'd'] }]);
  });

  test('a sheet program may say how it cuts', async () => {
    expect(await cellsOf('sep=;\r\na;b,c\r\n1;2,5\r\n')).toEqual([
      ['a', 'b,c'],
      ['1', '2,5'],
    ]);
  });

  test('alone gives no rows; nothing at all is refused', async () => {
    expect(await cellsOf('a\tb')).toEqual([['a', 'b']]);
    for (const empty of ['', '\n\n \n', '\uFEFF']) await expect(read(empty)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('odd rows', () => {
  test('short rows are padded, trailing delimiters and empty lines dropped', async () => {
    expect(await cellsOf('a\tb\tc\n1\n\n\t\t\n1\t2\t3\t\t\n')).toEqual([
      ['a', 'b', 'c'],
      ['1', '', ''],
      ['1', '2', '3'],
    ]);
  });

  test('a row with too many cells is bad, with its line and what is left of it', async () => {
    const [, bad, good] = await read('a\tb\n1\t2\t3\n4\t5\n');
    expect(bad).toEqual({
      kind: 'bad',
      line: 2,
      reason: 'the line has 3 cells, the header has 2',
      cells: ['1', '2', '3'],
      text: '1\t2\t3',
    });
    expect(good).toMatchObject({ kind: 'row', line: 3 });
  });

  test('tab-separated marks are text, unless the header is quoted', async () => {
    expect(await cellsOf('a\tb\n"12" pan\t"x"\n')).toEqual([
      ['a', 'b'],
      ['"12" pan', '"x"'],
    ]);
    expect(await cellsOf('"a"\t"b"\n"12"" pan"\t"x\ty"\n')).toEqual([
      ['a', 'b'],
      ['12" pan', 'x\ty'],
    ]);
  });

  test('a mark that is never closed costs its own line only', async () => {
    const good = (n: number) => `${n},"title, ${n}",x`;
    const text = ['id,title,note', good(1), '2,"torn,x', good(3), good(4), '5,"inch 12" wide",x', good(6), '7,"open at the end,x'].join(
      '\n',
    );
    const events = await read(text, {}, 3);
    const seen = events
      .slice(1)
      .map((event) => [event.line, event.kind, event.kind === 'row' ? event.cells[0] : event.kind === 'bad' ? event.text : '']);
    expect(seen).toEqual([
      [2, 'row', '1'],
      [3, 'bad', '2,"torn,x'],
      [4, 'row', '3'],
      [5, 'row', '4'],
      [6, 'bad', '5,"inch 12" wide",x'],
      [7, 'row', '6'],
      [8, 'bad', '7,"open at the end,x'],
    ]);
  });

  test('marks of two records that happen to pair up do not make one row of them', async () => {
    const events = await read('id,title,note,x\n1,a,"torn,y\n2,inch 12",n,x\n3,b,c,d\n');
    expect(events.slice(1)).toMatchObject([
      { kind: 'bad', line: 2 },
      { kind: 'row', line: 3, cells: ['2', 'inch 12"', 'n', 'x'] },
      { kind: 'row', line: 4 },
    ]);
  });

  test('a cell of several lines is one row at its first line', async () => {
    const events = await read('id,title\n1,"two\nlines"\n2,one\n');
    expect(events.slice(1)).toEqual([
      { kind: 'row', line: 2, cells: ['1', 'two\nlines'] },
      { kind: 'row', line: 4, cells: ['2', 'one'] },
    ]);
  });

  test('NUL bytes vanish', async () => {
    expect(await cellsOf(Buffer.from('a\tb\n1\0\t\0\x002\n'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('a line beyond a million characters is bad and not kept', async () => {
    const [, bad, good] = await read(`a\tb\n1\t${'x'.repeat(1_100_000)}\n2\ty\n`, {}, 10_000);
    expect(bad).toMatchObject({ kind: 'bad', line: 2, reason: 'the line is longer than 1048576 characters' });
    expect(bad?.kind === 'bad' && bad.text.length).toBe(1000);
    expect(good).toMatchObject({ kind: 'row', line: 3, cells: ['2', 'y'] });
    await expect(read(`${'x'.repeat(1_100_000)}\n`)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('encoding', () => {
  test('is decided at the first letter beyond ASCII, however late', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i}\tplain`).join('\n');
    const table = `id\ttitle\n${rows}\nlast\tfür Überläufer, naïve façade\n`;
    const all = await cellsOf(iconv.encode(table, 'windows-1252'));
    expect(all.at(-1)).toEqual(['last', 'für Überläufer, naïve façade']);
  });

  test.each([
    ['shift_jis', '赤い傘とマグカップ'],
    ['windows-1252', 'Über “ÄÖÜ” für große Äpfel'],
    ['utf-8', 'Über ÄÖÜ'],
  ] as const)('needs more than the first such byte: %s', async (encoding, title) => {
    const table = `id\ttitle\n${'1\tplain\n'.repeat(30)}2\t${title}\n`;
    for (const size of [1, 3, 100]) expect((await cellsOf(iconv.encode(table, encoding), {}, size)).at(-1)).toEqual(['2', title]);
  });

  test('a cut character does not turn UTF-8 into something else', async () => {
    const good = Buffer.from(`id\ttitle\n${'1\tschöne Größe für Äpfel\n'.repeat(5)}`);
    const cut = Buffer.concat([good, Buffer.from('2\tabgeschnitt'), Buffer.from([0xc3]), Buffer.from('\n3\tgrün\n')]);
    const all = await cellsOf(cut);
    expect(all.at(-1)).toEqual(['3', 'grün']);
    expect(all.at(-2)).toEqual(['2', 'abgeschnitt\uFFFD']);
  });

  test('a lone kanji is Japanese only for a seller in Japan', async () => {
    const bytes = iconv.encode('id\ttitle\n1\t様\n', 'shift_jis');
    expect((await cellsOf(bytes, { japanese: true })).at(-1)).toEqual(['1', '様']);
    expect((await cellsOf(bytes)).at(-1)).not.toEqual(['1', '様']);
    expect((await cellsOf(bytes, { encoding: 'shift_jis' })).at(-1)).toEqual(['1', '様']);
  });

  test('UTF-16 is known without its mark', async () => {
    expect(await cellsOf(iconv.encode('id\ttitle\n1\tmug\n', 'utf-16le'))).toEqual([
      ['id', 'title'],
      ['1', 'mug'],
    ]);
  });
});

describe('packed files', () => {
  const table = `id\ttitle\n${'1\tmug\n'.repeat(50_000)}`;

  test('gzip is unpacked, in pieces of any size', async () => {
    expect(await cellsOf(gzipSync('id\ttitle\n1\tmug\n'), {}, 1)).toHaveLength(2);
    expect(await cellsOf(Buffer.concat([gzipSync(table), gzipSync('2\tcup\n')]))).toHaveLength(50_002);
  });

  test('no more than the limit comes out', async () => {
    await expect(read(gzipSync(table), { maxBytes: 100_000 })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(read(table, { maxBytes: 100_000 })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('a damaged one is named so', async () => {
    const packed = gzipSync(table);
    await expect(read(packed.subarray(0, packed.length - 20))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('workbooks and PDFs are refused with the remedy', async () => {
    for (const start of ['PK\x03\x04', '%PDF-1.7']) await expect(read(`${start} and more`)).rejects.toThrow(/Save the sheet as/);
  });

  test('the failure of the source itself is passed on', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync(table).subarray(0, 100);
      throw new Error('upload aborted');
    }
    await expect(collect(readTable(broken()))).rejects.toThrow('upload aborted');
  });

  test('a reader that stops early closes the source', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('id\ttitle\n');
        for (;;) yield Buffer.from('1\tmug\n');
      } finally {
        closed = true;
      }
    }
    for await (const row of readTable(endless())) if (row.kind === 'row') break;
    expect(closed).toBe(true);
  });
});
