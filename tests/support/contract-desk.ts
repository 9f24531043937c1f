import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createApp } from '#src/app.ts';
import { openAlert } from '#src/modules/notices/index.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import type { Known } from '#src/modules/people/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { silentLog } from '#src/platform/log.ts';
import { orderFile, orderRow } from './all-orders-file.ts';
import { testDesk } from './desk.ts';
import { orderFacts } from './order-facts.ts';

/** Stands in everything that the second account holds: nobody who sees only the first one may ever read it. */
export const secret = 'SECRETTWO';
export const firstOrder = '111-0000001-0000001';
export const secretOrder = '222-7777777-7777777';

export type Answer = { status: number; headers: LightMyRequestResponse['headers']; body: string; wrote: readonly string[] };
export type As = 'owner' | 'one';
export type Ask = (as: As, request: InjectOptions) => Promise<Answer>;

/** Ids of things of the second account, by the names that they have in paths. */
export type SecretIds = { webhookId: string; deliveryId: string; holdId: string; writeId: string; alertId: string; quarantineId: string };

export type ContractDesk = { ask: Ask; database: Database; secretIds: SecretIds; close(): Promise<void> };

const known = (id: As): Known => ({
  kind: 'person',
  id,
  name: id,
  role: 'owner',
  accounts: id === 'one' ? ['1'] : null,
  scopes: null,
  sessionId: null,
});

/** The tables that each change of a statement names. */
const changedTables = (text: string): string[] =>
  [...text.matchAll(/(?:INSERT INTO|(?<!FOR |DO )UPDATE|DELETE FROM)\s+"?([a-z_]+)/g)].flatMap(([, table]) => table ?? []);

/** A database that says which tables were changed by what was committed. */
function watched(database: Database, wrote: string[]): Database {
  return {
    ...database,
    write: async (accounts, work) => {
      const said: string[] = [];
      const watch = (tx: Tx): Tx => ({
        ...tx,
        query: (statement) => {
          said.push(...changedTables(statement.text));
          return tx.query(statement);
        },
      });
      let isChanged = false;
      const result = await database.write(accounts, async (tx) => {
        const done = await work(watch(tx));
        // A statement that met no row has changed nothing.
        const [row] = await tx.query<{ id: string | null }>({ text: 'SELECT pg_current_xact_id_if_assigned()::text AS id' });
        isChanged = row?.id !== null;
        return done;
      });
      if (isChanged) wrote.push(...said);
      return result;
    },
  };
}

/**
 * The whole desk without its due work, asked in this process by two owners: one of everything, and one who sees only the first
 * of the two accounts. Every answer says which tables were changed for it.
 */
export async function openContractDesk(): Promise<ContractDesk> {
  const desk = await testDesk();
  const wrote: string[] = [];
  const app = createApp({
    ...desk,
    database: watched(desk.database, wrote),
    log: silentLog,
    version: '0.0.0',
    random: () => 0.5,
    requestsPerMinute: 1_000_000,
    whoIs: async ({ headers }) => (headers['x-as'] === 'owner' || headers['x-as'] === 'one' ? known(headers['x-as']) : undefined),
  });
  const { http, close } = await app.openServer();
  const ask: Ask = async (as, request) => {
    wrote.length = 0;
    const answer = await http.inject({ ...request, headers: { host: '127.0.0.1', ...request.headers, 'x-as': as } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body, wrote: [...wrote] };
  };
  await desk.addAccount('First shop');
  await desk.addAccount(`${secret} shop`);
  const facts = orderFacts({ status: { state: 'unshipped', raw: 'UNSHIPPED' } });
  await takeIn(app.intake, '1', [{ facts: { ...facts, orderId: firstOrder }, raw: { orderId: firstOrder } }]);
  const items = facts.items.map((item) => ({ ...item, sku: `${secret}-SKU`, title: `${secret} mug` }));
  await takeIn(app.intake, '2', [{ facts: { ...facts, orderId: secretOrder, items, sellerOrderId: secret }, raw: { title: secret } }]);
  await desk.database.write([], (tx) =>
    tx.query({
      text: `INSERT INTO person (id, name, email, email_verified, created_at, updated_at, role, accounts)
        VALUES ('owner', 'owner', 'owner@example.com', true, $1, $1, 'owner', NULL), ('one', 'one', 'one@example.com', true, $1, $1, 'owner', '{1}')`,
      values: [desk.clock.now()],
    }),
  );
  const secretIds = await fillSecondAccount(ask, desk.database, desk.clock.now());
  return {
    ask,
    database: desk.database,
    secretIds,
    close: async () => {
      await close();
      await desk.close();
    },
  };
}

async function fillSecondAccount(ask: Ask, database: Database, now: Date): Promise<SecretIds> {
  const post = async <T>(path: string, payload: object, headers: Record<string, string> = {}): Promise<T> => {
    const answer = await ask('owner', { method: 'POST', url: `/api/v1${path}`, payload, headers });
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as T;
  };
  const order = { accountId: '2', orderId: secretOrder };
  await post('/orders/annotate', { orders: [order], note: secret, addTags: [secret], assignee: secret });
  const { rows } = await post<{ rows: { writeId: string }[] }>(
    '/writes',
    { action: 'cancel', reason: 'NoInventory', orders: [order] },
    { 'idempotency-key': `${secret} key` },
  );
  await post(`/orders/2/${secretOrder}/reveal`, { purpose: `${secret} purpose` });
  const { holdId } = await post<{ holdId: string }>('/privacy/holds', { ...order, ground: `${secret} ground`, until: '2030-12-31' });
  // The first account has one as well, so that the ids differ.
  await post('/webhooks/1', { name: 'First', url: 'https://example.com/' });
  const { webhookId } = await post<{ webhookId: string }>('/webhooks/2', { name: secret, url: `https://example.com/${secret}` });
  await post(`/webhooks/2/${webhookId}/test`, {});
  await post('/stock/skus/map', {
    accountId: '2',
    sku: `${secret}-SKU`,
    productId: (await post<{ productId: string }>('/stock/products', { code: 'MUG', title: 'Mug' })).productId,
  });
  const file = orderFile(orderRow({ 'amazon-order-id': '222-8888888-8888888', 'product-name': secret, sku: secret }));
  const form = `--x\r\ncontent-disposition: form-data; name="account"\r\n\r\n2\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="${secret}.txt"\r\n\r\n${file}\r\n--x--\r\n`;
  const imported = await ask('owner', {
    method: 'POST',
    url: '/api/v1/imports/orders',
    payload: form,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  });
  if (imported.status !== 200) throw new Error(imported.body);
  return database.write(['2'], async (tx) => {
    await openAlert(tx, { accountId: '2', kind: 'webhook.stopped', key: webhookId, details: { name: secret }, at: now });
    await tx.query({
      text: `INSERT INTO quarantine (account_id, order_id, source, reason, detail, body, received_at) VALUES (2, $1, 'search', $2, $2, '{}', $3)`,
      values: [secretOrder, secret, now],
    });
    await tx.query({
      text: `INSERT INTO notification (account_id, notification_id, state, received_at, reason, detail, body) VALUES (2, $1, 'poison', $2, $1, $1, '{}')`,
      values: [secret, now],
    });
    await tx.query({
      text: `INSERT INTO ledger_gap (account_id, order_id, marketplace_id, day, found_by, missed_by, found_at) VALUES (2, $1, 'ATVPDKIKX0DER', '2026-11-20', 'report', 'search', $2)`,
      values: [secretOrder, now],
    });
    await tx.query({
      text: `INSERT INTO privacy_purge (account_id, at, reason, asked_by, orders) VALUES (2, $1, 'request', $2, 1)`,
      values: [now, secret],
    });
    const one = async (column: string, table: string) => {
      const [row] = await tx.query<{ id: string }>({
        text: `SELECT ${column} AS id FROM ${table} WHERE account_id = 2 ORDER BY 1 LIMIT 1`,
      });
      return row?.id ?? '';
    };
    return {
      webhookId,
      holdId,
      writeId: rows[0]?.writeId ?? '',
      deliveryId: await one('delivery_id', 'webhook_delivery'),
      alertId: await one('alert_id', 'alert'),
      quarantineId: await one('quarantine_id', 'quarantine'),
    };
  });
}
