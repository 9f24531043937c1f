import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpack } from '#src/modules/imports/unpack.ts';
import { orderFile, orderIdOf, orderRow } from '../support/all-orders-file.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { unzipped } from '../support/unzipped.ts';

/** Files that come in and files that go out, made to do harm. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

const upload = (route: string, content: string | Uint8Array<ArrayBuffer>, name = 'orders.txt') => {
  const form = new FormData();
  form.set('accountName', 'Files');
  form.set('file', new Blob([content]), name);
  return shop.fetch(`/api/v1${route}`, { method: 'POST', body: form });
};
const ordersFile = (changes: Record<string, string> = {}) => orderFile(orderRow(changes));

describe('what goes out', () => {
  const formulas = ['=HYPERLINK("http://evil.example","x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1'];

  it('as CSV or as a sheet runs nothing in a sheet program', async () => {
    for (const [n, text] of formulas.entries()) {
      const changes = {
        'amazon-order-id': orderIdOf(100 + n),
        'product-name': text,
        sku: text.trim(),
        'purchase-order-number': text.trim(),
      };
      const answer = await upload('/imports/orders', ordersFile(changes));
      expect(answer.status, await answer.clone().text()).toBe(200);
    }
    const csv = await (await shop.fetch(`/api/v1/orders/export?format=csv`)).text();
    expect(csv).toContain('HYPERLINK');
    for (const cell of cellsOf(csv)) expect(cell).not.toMatch(/^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/);
    const sheet = unzipped(Buffer.from(await (await shop.fetch(`/api/v1/orders/export?format=xlsx`)).arrayBuffer()));
    const parts = [...sheet.values()].join('');
    expect(parts).toContain('HYPERLINK');
    expect(parts).not.toMatch(/<f[ >]/);
  });

  it('every file of the desk that a sheet program opens is written so', () => {
    const root = path.join(import.meta.dirname, '../../src');
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.ts$/.test(name));
    const writers = sources.filter((name) => /from 'csv-stringify/.test(readFileSync(path.join(root, name), 'utf8')));
    expect(writers.length).toBeGreaterThan(4);
    const open = writers.filter((name) => {
      const text = readFileSync(path.join(root, name), 'utf8');
      return (text.match(/(?<![.\w])stringify\(/g) ?? []).length > (text.match(/escape_formulas: true/g) ?? []).length;
    });
    expect(open).toEqual([]);
  });

  it('carries a name that no text of a buyer or seller is part of', () => {
    const root = path.join(import.meta.dirname, '../../src/http');
    const headers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => readFileSync(path.join(root, name), 'utf8').match(/filename=[^'`]*/g) ?? []);
    expect(headers.length).toBeGreaterThan(3);
    for (const header of headers) expect(header).toMatch(/^filename="[\w.${}-]+"$/);
  });
});

describe('what comes in', () => {
  it.each([
    '../../../../tmp/evil.txt',
    '..\\..\\evil.txt',
    '/etc/passwd',
    'C:\\Windows\\evil.txt',
    '.htaccess',
    'a/b/../../c.txt',
    `${'x'.repeat(5_000)}.txt`,
  ])('under the name %s is a text and no path', async (name) => {
    const before = await readdir(tmpdir());
    const answer = await upload('/imports/orders', ordersFile(), name);
    expect(answer.status, await answer.text()).toBe(200);
    expect((await readdir(tmpdir())).filter((each) => !before.includes(each) && /evil|passwd|htaccess|^c\.txt/.test(each))).toEqual([]);
  });

  it.each([
    ['a zip or a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['a PDF', Buffer.from('%PDF-1.7 x')],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100_000)],
    ['damaged gzip', Buffer.concat([gzipSync('x'.repeat(10_000)).subarray(0, 30), Buffer.from('rubbish')])],
    ['gzip within gzip', gzipSync(gzipSync('a\tb\n1\t2\n'))],
  ])('as %s is refused in words, by every door for files', async (_, bytes) => {
    for (const route of ['/imports/orders', '/imports/listings', '/imports/confirmations', '/stock/import']) {
      const answer = await upload(route, new Uint8Array(bytes), 'file.txt');
      const text = await answer.text();
      expect(answer.status, `${route}: ${text}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${route}: ${text}`).toBeLessThan(500);
      expect((JSON.parse(text) as { remedy: string }).remedy).not.toBe('');
    }
  });

  it('packed small and endless within stops at its limit, long before memory does', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'));
    expect(bomb.length).toBeLessThan(100_000);
    let out = 0;
    const reading = async () => {
      for await (const chunk of unpack(piecesOf(bomb), 1024 * 1024)) out += chunk.length;
    };
    await expect(reading()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(out).toBeLessThanOrEqual(1024 * 1024);
  });

  it('a line without an end is no table, and does not fill the memory', async () => {
    const answer = await upload('/imports/orders', gzipSync(Buffer.alloc(48 * 1024 * 1024, 'a')));
    expect(answer.status, await answer.text()).toBe(400);
  });

  it('with more files, without one, or as another kind of form is refused', async () => {
    const two = new FormData();
    two.set('accountName', 'Files');
    two.append('other', new Blob(['x']), 'a.txt');
    two.append('file', new Blob([ordersFile()]), 'b.txt');
    const none = new FormData();
    none.set('accountName', 'Files');
    const many = new FormData();
    for (let n = 0; n < 50; n += 1) many.set(`field${n}`, 'x');
    for (const body of [two, none, many]) {
      const answer = await shop.fetch(`/api/v1/imports/orders`, { method: 'POST', body });
      expect(answer.status, await answer.text()).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    const plain = await shop.fetch(`/api/v1/imports/orders`, {
      method: 'POST',
      body: ordersFile(),
      headers: { 'content-type': 'text/plain' },
    });
    expect(plain.status).toBe(415);
    expect((await fetch(`${shop.url}/readyz`)).status).toBe(200);
  });
});

function cellsOf(csv: string): string[] {
  return [...csv.replace(/^\ufeff/, '').matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 4_096) yield bytes.subarray(at, at + 4_096);
}
