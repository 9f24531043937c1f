import { hkdfSync } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCredentials } from '#src/modules/accounts/read-credentials.ts';
import { credentialBinding, saveAccount } from '#src/modules/accounts/save-account.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { silentLog } from '../log.ts';
import { encrypt } from '../sealing.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { localRoot } from './root-key.ts';
import { runKeys } from './run-keys.ts';

const master = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 8);
const orders = 1_300;
const idOf = (n: number) => `111-0000001-${String(n).padStart(7, '0')}`;

let desk: TestDesk;
let accountId: string;
beforeAll(async () => {
  desk = await testDesk();
  accountId = await desk.addAccount();
});
afterAll(() => desk.close());

const open = async (root = localRoot(master), before = [localRoot(master)]): Promise<Keyring> => {
  const keyring = createKeyring({ ...desk, log: silentLog, root, before });
  await keyring.reload();
  return keyring;
};
const old = [
  {
    table: 'vault_order',
    column: 'wrapped_key',
    as: 'key' as const,
    bound: (id: string, [order]: readonly string[]) => `order ${id} ${order}`,
  },
  { table: 'account_credential', column: 'sealed', as: 'sealed' as const, bound: credentialBinding },
];
const work = (keyring: Keyring, onBatch?: () => void) =>
  runKeys({ ...desk, keyring, accountIds: async () => [accountId], old, ...(onBatch ? { onBatch } : {}) });
const untilDone = async (keyring: Keyring, most = 50) => {
  for (let runs = 0; runs < most; runs += 1) {
    const again = await work(keyring)();
    if (again === 'rest') return;
    desk.clock.set(again);
  }
  throw new Error('the rotation does not end');
};
const versions = (column: string, table: string) =>
  desk.database.read([accountId], (db) =>
    db.query<{ version: string; n: number }>({
      text: `SELECT encode(substring(${column} FROM 1 FOR 8), 'hex') AS version, count(*)::int AS n FROM ${table} WHERE account_id = $1 GROUP BY 1 ORDER BY 1`,
      values: [accountId],
    }),
  );
const header = (version: number) => `57424b31${version.toString(16).padStart(8, '0')}`;
const names = async (keyring: Keyring, orderIds: readonly string[]) => {
  const found = await readPersonal({ ...desk, sealing: keyring.sealing }, { accountId, orderIds, reader: 'test', purpose: 'test' });
  return orderIds.map((orderId) => found.get(orderId)?.buyerName);
};
const credentials = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };

it('brings every sealed thing under the next version while the desk reads and seals, and goes on after a kill', async () => {
  const first = await open();
  const intake = { ...desk.intake, sealing: first.sealing };
  await takeIn(
    intake,
    accountId,
    Array.from({ length: orders }, (_, n) => ({ facts: orderFacts({ orderId: idOf(n) }), raw: {} })),
  );
  const connected = await saveAccount({ ...desk, sealing: first.sealing }, { name: 'A', region: 'NA', host: 'amazon', credentials }, {
    accountId,
    name: 'A',
    region: 'NA',
    host: 'amazon',
  } as Parameters<typeof saveAccount>[2]);
  expect(connected).toBe(accountId);
  await beforeVersions(first);
  const mail = first.sealing.blind('mail', 'x');

  // Another process, which reads the keys at its own pace.
  const second = await open();
  expect(await first.rotate('Ana', desk.clock.now())).toEqual({ version: 2 });
  await expect(first.rotate('Ana', desk.clock.now())).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  await takeIn(intake, accountId, [{ facts: orderFacts({ orderId: idOf(8_000) }), raw: {} }]);
  expect(first.sealing.header().toString('hex')).toBe(header(1));
  await work(first)();
  expect(first.sealing.header().toString('hex')).toBe(header(2));
  await takeIn({ ...intake, sealing: second.sealing }, accountId, [{ facts: orderFacts({ orderId: idOf(9_000) }), raw: {} }]);

  // Killed after each batch, and taken up by a process that starts anew.
  let kills = 0;
  for (;;) {
    const restarted = await open();
    const killed = await work(restarted, () => {
      kills += 1;
      throw new Error('killed');
    })().then(
      (again) => again,
      () => 'killed' as const,
    );
    expect(await names(restarted, [idOf(0), idOf(orders - 1), idOf(9_000)])).toEqual(Array.from({ length: 3 }, () => 'Maria Keller'));
    if (killed === 'rest') break;
    if (killed !== 'killed') desk.clock.set(killed);
    if (kills > 200) throw new Error('it does not go on where it was');
    if (kills > 5 && killed !== 'killed') continue;
    const left = (await versions('wrapped_key', 'vault_order')).filter(({ version }) => version !== header(2));
    if (left.length === 0 && kills > 4) break;
  }
  expect(kills).toBeGreaterThan(3);
  const last = await open();
  await untilDone(last);
  expect(await versions('wrapped_key', 'vault_order')).toEqual([{ version: header(2), n: orders + 2 }]);
  expect(await versions('sealed', 'account_credential')).toEqual([{ version: header(2), n: 1 }]);
  expect(await readCredentials({ ...desk, sealing: last.sealing }, accountId)).toEqual(credentials);
  expect(await names(last, [idOf(1), idOf(2), idOf(700), idOf(8_000)])).toEqual(Array.from({ length: 4 }, () => 'Maria Keller'));
  expect(last.sealing.blind('mail', 'x')).toBe(mail);
  expect((await last.rotate('Ana', desk.clock.now())).version).toBe(3);
});

/** Makes rows as they were sealed before keys had versions. */
async function beforeVersions(keyring: Keyring): Promise<void> {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, 'waybill', purpose, 32));
  const orderId = idOf(2);
  const bound = `order ${accountId} ${orderId}`;
  await desk.database.write([accountId], async (tx) => {
    const [row] = await tx.query<{ wrapped: Buffer }>({
      text: 'SELECT wrapped_key AS wrapped FROM vault_order WHERE account_id = $1 AND order_id = $2',
      values: [accountId, orderId],
    });
    const key = keyring.sealing.unwrap(row?.wrapped ?? Buffer.alloc(0), bound);
    await tx.query({
      text: 'UPDATE vault_order SET wrapped_key = $3 WHERE account_id = $1 AND order_id = $2',
      values: [accountId, orderId, encrypt(derive('wrap'), key, bound)],
    });
    await tx.query({
      text: 'UPDATE account_credential SET sealed = $2 WHERE account_id = $1',
      values: [accountId, encrypt(derive('seal'), Buffer.from(JSON.stringify(credentials)), credentialBinding(accountId))],
    });
  });
  expect(await names(keyring, [orderId])).toEqual(['Maria Keller']);
}

it('a new master key takes the place of the old one at a start, and the old one opens nothing any more', async () => {
  const before = await open();
  const sealed = before.sealing.seal(Buffer.from('kept'), 'x');
  await expect(open(localRoot(other), [])).rejects.toMatchObject({ code: 'MASTER_KEY' });
  const replaced = await open(localRoot(other), [localRoot(master)]);
  expect(replaced.sealing.open(sealed, 'x').toString()).toBe('kept');
  await expect(open(localRoot(master), [])).rejects.toMatchObject({ code: 'MASTER_KEY' });
  expect((await open(localRoot(other), [])).sealing.open(sealed, 'x').toString()).toBe('kept');
});

it('the first keys of a new desk are random, and two first starts agree on them', async () => {
  const empty = await testDesk();
  try {
    const start = async () => {
      const keyring = createKeyring({ ...empty, log: silentLog, root: localRoot(master) });
      await keyring.reload();
      return keyring;
    };
    const both = await Promise.all([start(), start()]);
    const sealed = both[0].sealing.seal(Buffer.from('kept'), 'x');
    expect(both[1].sealing.open(sealed, 'x').toString()).toBe('kept');
    expect(both[0].sealing.blind('a', 'b')).toBe(both[1].sealing.blind('a', 'b'));
    expect(both[0].sealing.blind('a', 'b')).not.toBe(desk.sealing.blind('a', 'b'));
    await expect(start().then(({ sealing }) => sealing.open(sealed, 'y'))).rejects.toMatchObject({ code: 'MASTER_KEY' });
  } finally {
    await empty.close();
  }
});
