import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderFile, orderIdOf, orderRow } from '../../../tests/support/all-orders-file.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { asOwner } from '../../../tests/support/signed-in.ts';
import { takeIn } from '../../modules/orders/index.ts';
import { silentLog } from '../../platform/log.ts';
import { closeGently } from '../close-gently.ts';
import type { HttpApp } from '../http-app.ts';
import { createServer } from '../server.ts';
import { importRoutes } from './imports.ts';
import { trackingRoutes } from './tracking.ts';

let desk: TestDesk;
let account: string;
let url: string;
let app: HttpApp;
const visible: string[] = [];

beforeAll(async () => {
  desk = await testDesk();
  app = await createServer({
    log: silentLog,
    version: '0',
    accountIds: async () => visible,
    whoIs: asOwner,
    routes: [importRoutes(desk.intake), trackingRoutes],
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  // An upload that is refused before it was read keeps its connection for a while.
  await closeGently(app, 1_000);
  await desk.close();
});
beforeEach(async () => {
  account = await desk.addAccount();
  visible.splice(0, visible.length, account);
});

async function post(path: string, content: string | undefined, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (content !== undefined) form.set('file', new File([content], 'from seller central.txt'));
  const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const get = async (path: string) => (await fetch(`${url}/api/v1${path}`)).json() as Promise<Record<string, unknown>>;

describe('orders', () => {
  test('are taken in from an upload, and the import is in the list', async () => {
    const text = orderFile(orderRow(), orderRow({ 'amazon-order-id': orderIdOf(2), quantity: 'x' }));
    expect(await post('/imports/orders', text, { account })).toMatchObject({
      status: 200,
      body: { lines: 2, orders: 2, imported: 1, updated: 0, unchanged: 0, rejected: [{ line: 3, column: 'quantity' }] },
    });
    expect(await post('/imports/orders', text, { accountName: 'demo SHOP' })).toMatchObject({
      status: 200,
      body: { imported: 0, unchanged: 1 },
    });
    const { items } = await get('/imports');
    expect(items).toMatchObject([
      { accountId: account, kind: 'orders', fileName: 'from seller central.txt', lines: 2, counts: { rejected: 1 } },
      { lines: 2 },
    ]);
  });

  test('a file that is none is refused, also when most of it has yet to come', async () => {
    expect(await post('/imports/orders', 'name;place\nx;y\n', { account })).toMatchObject({
      status: 400,
      body: { code: 'FILE_UNREADABLE' },
    });
    expect(await post('/imports/orders', `PK\u0003\u0004${'x'.repeat(8_000_000)}`, { account })).toMatchObject({
      status: 400,
      body: { code: 'FILE_UNREADABLE', detail: expect.stringContaining('Excel') },
    });
  });

  test('what is missing or wrong is named; an account that one does not see is not there', async () => {
    expect(await post('/imports/orders', undefined, { account })).toMatchObject({ status: 400, body: { problems: [{ field: 'file' }] } });
    expect(await post('/imports/orders', 'x', { account: 'mine', marketplaceId: 'US' })).toMatchObject({
      status: 400,
      body: { problems: [{ field: 'account' }, { field: 'marketplaceId' }] },
    });
    const other = await desk.addAccount('Other');
    expect(await post('/imports/orders', orderFile(orderRow()), { account: other })).toMatchObject({
      status: 404,
      body: { code: 'ACCOUNT_NOT_FOUND' },
    });
    const response = await fetch(`${url}/api/v1/imports/orders`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(415);
  });
});

describe('confirmations', () => {
  const file = [
    'order-id,sku,quantity,tracking-number,carrier',
    '111-0000001-0000001,KT-MUG-BLU,2,1Z5R89390357567127,UPS',
    '111-0000009-0000009,,,1ZX799330355227425,UPS',
    '',
  ].join('\n');
  const writes = () =>
    desk.database.read([account], (db) =>
      db.query({ text: 'SELECT order_id, payload FROM writes WHERE account_id = $1', values: [account] }),
    );

  test('are shown line by line, and queued only when that is asked for; again nothing is queued twice', async () => {
    await takeIn(desk.intake, account, [{ facts: orderFacts(), raw: {} }]);
    const preview = await post('/imports/confirmations?run=false', file, { account });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        queued: 0,
        skipped: 1,
        lines: [
          { line: 2, orderId: '111-0000001-0000001', outcome: 'will', reason: { key: 'writes.will.confirm' } },
          { line: 3, orderId: '111-0000009-0000009', outcome: 'skip', reason: { key: 'writes.skip.notHere' } },
        ],
      },
    });
    expect(await writes()).toEqual([]);
    expect(await post('/imports/confirmations?run=true', file, { account })).toMatchObject({ body: { queued: 1, skipped: 1 } });
    expect(await writes()).toMatchObject([
      { order_id: '111-0000001-0000001', payload: { carrierCode: 'UPS', items: [{ itemId: '90000000000001', quantity: 2 }] } },
    ]);
    expect(await post('/imports/confirmations?run=true', file, { account })).toMatchObject({ body: { queued: 0, skipped: 2 } });
    expect((await get('/imports'))['items']).toMatchObject([
      { kind: 'confirmations' },
      { kind: 'confirmations', counts: { queued: 1, skipped: 1 } },
    ]);
  });

  test('a line that cannot be used says why', async () => {
    await takeIn(desk.intake, account, [{ facts: orderFacts(), raw: {} }]);
    const odd = [
      'order-id,sku,quantity,tracking-number,carrier',
      '111-0000001-0000001,CUP,1,1Z5R89390357567127,UPS',
      ',,,,',
      'x,,,1,',
    ].join('\n');
    const { body } = await post('/imports/confirmations', odd, { account });
    expect(body['lines']).toMatchObject([{ reason: { key: 'imports.skip.unknownItem' } }, { reason: { key: 'imports.skip.line' } }]);
  });
});

test('listings: by SKU, with listing id; twice changes nothing', async () => {
  const text = [
    'item-name\tlisting-id\tseller-sku\tasin1',
    'Mug, blue\t0101ABC\tKT-MUG-BLU\tB0WAYBILL1',
    '\t0102ABC\t\tB0WAYBILL2',
    '',
  ].join('\n');
  expect(await post('/imports/listings', text, { account })).toMatchObject({
    status: 200,
    body: { lines: 2, listings: 2, imported: 1, rejected: [{ line: 3, column: 'seller-sku' }] },
  });
  expect(await post('/imports/listings', text, { account })).toMatchObject({ body: { imported: 0, updated: 0, unchanged: 1 } });
  expect(await post('/imports/listings', text.replace('Mug, blue', 'Mug, sky blue'), { account })).toMatchObject({ body: { updated: 1 } });
  const products = await desk.database.read([account], (db) =>
    db.query({ text: 'SELECT sku, asin, title, listing_id FROM product WHERE account_id = $1', values: [account] }),
  );
  expect(products).toEqual([{ sku: 'KT-MUG-BLU', asin: 'B0WAYBILL1', title: 'Mug, sky blue', listing_id: '0101ABC' }]);
});

test('tracking numbers are identified, and a store has its carriers', async () => {
  expect(await get('/tracking/identify?number=1Z5R89390357567127')).toMatchObject({ valid: true, carriers: [{ code: 'ups' }] });
  const codes = async (id: string) => ((await get(`/carriers?marketplaceId=${id}`))['items'] as { code: string }[]).map(({ code }) => code);
  expect(await codes('A1PA6795UKMFR9')).toContain('deutsche_post');
  expect(await codes('ATVPDKIKX0DER')).not.toContain('deutsche_post');
});
