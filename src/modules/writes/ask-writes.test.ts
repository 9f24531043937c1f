import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeIn } from '#src/modules/orders/index.ts';
import type { Database, Db } from '#src/platform/db.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import type { OrderFacts } from '../orders/facts.ts';
import { askWrites, previewWrites } from './ask-writes.ts';
import type { ConfirmPackage, WriteRequest } from './contract.ts';
import { judgeOnTaken } from './index.ts';
import { listOutbox, writesOfOrder } from './questions.ts';

const ups = '1Z5R89390357567127';
const ups2 = '1Z879E930346834440';
let desk: TestDesk;
let accountId: string;
let serial = 0;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk?.close());
beforeEach(async () => {
  accountId = await desk.addAccount();
});

/** Orders that the desk has; each with an id of its own. */
async function known(count = 1, changes: Partial<OrderFacts> = {}): Promise<string[]> {
  const facts = Array.from({ length: count }, () =>
    orderFacts({ orderId: `111-0000000-${String((serial += 1)).padStart(7, '0')}`, ...changes }),
  );
  await takeIn(
    { ...desk.intake, onTaken: [judgeOnTaken(desk.clock)] },
    accountId,
    facts.map((each) => ({ facts: each, raw: {} })),
  );
  return facts.map((each) => each.orderId);
}
const one = async (changes?: Partial<OrderFacts>) => (await known(1, changes))[0] ?? '';
const row = (orderId: string, change: Partial<ConfirmPackage> = {}): ConfirmPackage => ({
  accountId,
  orderId,
  trackingNumber: ups,
  ...change,
});
const confirm = (...packages: ConfirmPackage[]): WriteRequest => ({ action: 'confirm', packages });
const ask = (request: WriteRequest, key: string, deps: { database: Database } = desk) =>
  askWrites({ database: deps.database, clock: desk.clock }, request, { by: 'Owner', key });
const said = (rows: readonly { ruling: { reason: { key: string } } }[]) =>
  rows.map((each) => each.ruling.reason.key.replace('writes.', ''));
const open = () => desk.database.read([accountId], (db) => listOutbox(db, 'open'));
const counted = () => {
  const texts: string[] = [];
  const watch = <D extends Db>(db: D): D => ({ ...db, query: (statement) => (texts.push(statement.text), db.query(statement)) });
  const database: Database = {
    ...desk.database,
    read: (accounts, work) => desk.database.read(accounts, (db) => work(watch(db))),
    write: (accounts, work) => desk.database.write(accounts, (tx) => work(watch(tx))),
  };
  return { database, texts };
};

describe('a preview', () => {
  test('is what is queued, row by row', async () => {
    const [a = '', b = '', c = ''] = await known(3);
    const shipped = await one({ status: { state: 'shipped', raw: 'SHIPPED' } });
    const request = confirm(
      row(a),
      row(shipped, { trackingNumber: '1Z410E7W0392751591' }),
      row(b, { trackingNumber: ups2, shippingMethod: 'Ground', items: [{ itemId: '90000000000001', quantity: 1 }] }),
      row('111-9999999-9999999', { trackingNumber: '1Z8V92A70367203024' }),
      row(c, { trackingNumber: '9101026837331000039521', shipDate: '2026-11-22T08:00:00.000Z' }),
    );
    const preview = await previewWrites(desk, request);
    const asked = await ask(request, 'preview-1');
    expect(said(preview)).toEqual(['will.confirm', 'skip.shipped', 'will.confirm', 'skip.notHere', 'will.confirm']);
    expect(asked.map(({ writeId: _, ...rest }) => rest)).toEqual(preview);
    const queued = (await open()).map((write): [string, unknown] => [write.orderId, write.payload]);
    const will = preview.flatMap(({ orderId, ruling, write }): [string, unknown][] =>
      ruling.outcome === 'skip' ? [] : [[orderId, write?.payload]],
    );
    expect(new Map(queued)).toEqual(new Map(will));
    expect(asked.map((each) => each.writeId !== null)).toEqual([true, false, true, false, true]);
  });

  test('changes nothing', async () => {
    await previewWrites(desk, confirm(row(await one())));
    expect(await open()).toEqual([]);
  });

  test('answers in the order of the request, whatever the account', async () => {
    const first = await one();
    const own = accountId;
    accountId = await desk.addAccount();
    const second = await one();
    const rows = [row(second), { ...row(first), accountId: own }, row('111-9999999-9999999')];
    const preview = await previewWrites(desk, confirm(...rows));
    expect(preview.map((each) => [each.accountId, each.orderId])).toEqual(rows.map((each) => [each.accountId, each.orderId]));
  });
});

describe('carrier and number', () => {
  test('the carrier is recognised by the number, and asked for where it is not', async () => {
    const [a = '', b = '', c = ''] = await known(3);
    const rows = await previewWrites(
      desk,
      confirm(row(a), row(b, { trackingNumber: '9101026837331000039521' }), row(c, { trackingNumber: 'ZZ' })),
    );
    expect(rows.map((each) => each.write?.kind === 'confirm' && each.write.payload.carrierCode)).toEqual(['UPS', 'USPS', '']);
    expect(said(rows)).toEqual(['will.confirm', 'will.confirm', 'skip.carrier']);
  });

  test('what cannot be a number of that carrier is refused, what hardly can is warned of', async () => {
    const orderId = await one();
    const cases: [string, string, string | undefined][] = [
      [orderId, 'skip.tracking', 'UPS'],
      ['1Z5R89390357567128', 'skip.tracking', 'UPS'],
      [ups, 'warn.tracking', 'USPS'],
      ['ABCDEF123456', 'warn.tracking', 'FedEx'],
    ];
    for (const [trackingNumber, expected, carrierCode] of cases) {
      const [answer] = await previewWrites(desk, confirm(row(orderId, { trackingNumber, ...(carrierCode ? { carrierCode } : {}) })));
      expect([trackingNumber, answer?.ruling.reason.key]).toEqual([trackingNumber, `writes.${expected}`]);
    }
  });

  test('one number for two orders is warned of: shown, under way, or in the same request', async () => {
    const shown = {
      reference: '1',
      tracking: ups,
      carrierRaw: 'UPS',
      status: { state: 'in_transit' as const, raw: 'IN_TRANSIT' },
      items: [],
    };
    await one({ packages: [shown], status: { state: 'shipped', raw: 'SHIPPED' } });
    const [a = '', b = '', c = ''] = await known(3);
    expect(said(await ask(confirm(row(a)), 'twice-1'))).toEqual(['warn.trackingElsewhere']);
    expect(said(await ask(confirm(row(b, { trackingNumber: ups2 })), 'twice-2'))).toEqual(['will.confirm']);
    expect(said(await previewWrites(desk, confirm(row(c, { trackingNumber: ups2 }))))).toEqual(['warn.trackingElsewhere']);
    const third = '1Z410E7W0392751591';
    const [d = '', e = ''] = await known(2);
    expect(said(await previewWrites(desk, confirm(row(d, { trackingNumber: third }), row(e, { trackingNumber: third }))))).toEqual([
      'warn.trackingElsewhere',
      'warn.trackingElsewhere',
    ]);
  });
});

describe('never twice', () => {
  test('the same key gives the same writes, one after the other and at once', async () => {
    const request = confirm(...(await known(3)).map((orderId) => row(orderId)));
    const [first, ...others] = await Promise.all(['k', 'k', 'k', 'k'].map(() => ask(request, 'same-key-1')));
    const again = await ask(request, 'same-key-1');
    const ids = first?.map((each) => each.writeId);
    expect(new Set(ids).size).toBe(3);
    for (const answer of [...others, again]) expect(answer.map((each) => each.writeId)).toEqual(ids);
    expect(said(again)).toEqual(['will.repeated', 'will.repeated', 'will.repeated']);
    expect(await open()).toHaveLength(3);
  });

  test('a key that was used for something else is refused', async () => {
    const orderId = await one();
    await ask(confirm(row(orderId)), 'reused-key');
    await expect(ask(confirm(row(orderId, { trackingNumber: ups2 })), 'reused-key')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('two requests racing for the same units queue them once', async () => {
    const orderId = await one();
    const answers = await Promise.all(
      [ups, ups2, '1Z410E7W0392751591', ups].map((trackingNumber, i) => ask(confirm(row(orderId, { trackingNumber })), `race-${i}`)),
    );
    expect(answers.flat().filter((each) => each.writeId !== null)).toHaveLength(1);
    expect(await open()).toHaveLength(1);
  });

  test('a confirmation and a cancellation racing for an order: one of them', async () => {
    const orderId = await one();
    const cancel: WriteRequest = { action: 'cancel', orders: [{ accountId, orderId }], reason: 'NoInventory' };
    const answers = await Promise.all([ask(cancel, 'or-cancel'), ask(confirm(row(orderId)), 'or-confirm')]);
    expect(answers.flat().filter((each) => each.writeId !== null)).toHaveLength(1);
  });

  test('rows of one request share the units, and get references of their own', async () => {
    const orderId = await one();
    const items = [{ itemId: '90000000000001', quantity: 1 }];
    const packages = [ups, ups2, '1Z410E7W0392751591'].map((trackingNumber) => row(orderId, { trackingNumber, items }));
    const answers = await ask(confirm(...packages), 'split-1');
    expect(said(answers)).toEqual(['will.confirm', 'will.confirm', 'skip.tooMany']);
    const references = answers.slice(0, 2).map((each) => each.write?.kind === 'confirm' && each.write.payload.reference);
    expect(new Set(references).size).toBe(2);
  });

  test('a reference of a refused write is not given to another package', async () => {
    const orderId = await one();
    const [first] = await ask(confirm(row(orderId, { reference: '7' })), 'ref-1');
    await desk.database.write([accountId], (tx) =>
      tx.query({
        text: `UPDATE writes SET state = 'rejected' WHERE account_id = $1 AND write_id = $2`,
        values: [accountId, first?.writeId],
      }),
    );
    expect(said(await previewWrites(desk, confirm(row(orderId, { reference: '7', trackingNumber: ups2 }))))).toEqual([
      'skip.referenceTaken',
    ]);
  });
});

test('asking, and Amazon changing the same orders, wait for each other in one order and never crosswise', async () => {
  const orderIds = await known(120);
  const later = new Date('2026-11-05T10:00:00Z');
  const changed = orderIds.toReversed().map((orderId) => ({ facts: orderFacts({ orderId, updatedAt: later, poNumber: 'PO-9' }), raw: {} }));
  const intake = { ...desk.intake, onTaken: [judgeOnTaken(desk.clock)] };
  const parts = [0, 40, 80].map((from) => orderIds.slice(from, from + 40));
  const [taken, ...asked] = await Promise.all([
    takeIn(intake, accountId, changed),
    ...parts.map((part, i) => ask(confirm(...part.map((orderId) => row(orderId))), `cross-${i}`)),
  ]);
  expect(taken).toHaveLength(120);
  expect(asked.flat().filter((each) => each.writeId !== null)).toHaveLength(120);
});

test('five hundred orders take a handful of statements', async () => {
  const orderIds = await known(500);
  const { database, texts } = counted();
  const request = confirm(...orderIds.map((orderId) => row(orderId)));
  const answers = await ask(request, 'bulk-1', { database });
  expect(answers.filter((each) => each.writeId !== null)).toHaveLength(500);
  expect(texts.length).toBeLessThanOrEqual(14);
  const again = counted();
  await ask(request, 'bulk-1', { database: again.database });
  expect(again.texts.length).toBeLessThanOrEqual(6);
  expect(await desk.database.read([accountId], (db) => writesOfOrder(db, accountId, orderIds[499] ?? ''))).toHaveLength(1);
});
