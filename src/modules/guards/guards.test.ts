import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotate, forgetOrders, type OrderFacts, takeIn } from '#src/modules/orders/index.ts';
import { orderEvents } from '#src/modules/orders/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { checkRegulated, forgetWords, passGuard } from './index.ts';
import { blockOf, guardsOf, wordsOf } from './questions.ts';

let desk: TestDesk;
let account: string;
let others: string;
beforeAll(async () => {
  desk = await testDesk();
  account = await desk.addAccount('One');
  others = await desk.addAccount('Two');
});
afterAll(() => desk.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute));
const take = (...facts: OrderFacts[]) =>
  takeIn(
    { ...desk.intake, onTaken: [] },
    account,
    facts.map((each) => ({ facts: each, raw: {} })),
  );
const order = (orderId: string, minute: number, changes: Partial<OrderFacts> = {}) =>
  orderFacts({ orderId, programs: [], purchasedAt: at(0), updatedAt: at(minute), ...changes });
const keys = async (orderId: string, stage: 'pick' | 'pack' | 'label' | 'confirm' = 'pick', since?: Date) => {
  const wish = { stage, ...(since ? { since: new Map([[orderId, since]]) } : {}) };
  const found = await desk.database.read([account], (db) => guardsOf(db, account, [orderId], wish));
  return (found.get(orderId) ?? []).map(({ key }) => key);
};
const kinds = async (orderId: string) =>
  (await desk.database.read([account], (db) => orderEvents(db, account, orderId))).map(({ kind }) => kind);
const [item] = orderFacts().items;
if (!item) throw new Error('no item');
const street = (line: string) => ({
  buyerName: 'Maria Keller',
  recipient: { name: 'Maria Keller', lines: [line], city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' },
});

describe('the guards of an order', () => {
  it.each([
    ['pending', { status: { state: 'pending', raw: 'PENDING' } }, 'writes.skip.pending'],
    ['cancelled', { status: { state: 'cancelled', raw: 'CANCELLED' } }, 'writes.skip.cancelled'],
    ['shipped elsewhere', { status: { state: 'shipped', raw: 'SHIPPED' } }, 'writes.skip.shipped'],
    ['all of it shipped, though Amazon calls it open', { items: [{ ...item, shipped: 2 }] }, 'writes.skip.nothingLeft'],
    ["Amazon's own", { fulfilledBy: { state: 'amazon', raw: 'AMAZON' } }, 'writes.skip.fba'],
    ['known from a file only', { depth: 'skeleton', source: 'file', personalState: 'unknown' }, 'writes.skip.notFetched'],
  ] as [string, Partial<OrderFacts>, string][])('stop what is %s, at every stage', async (name, changes, key) => {
    const orderId = `stop-${name.length}`;
    await take(order(orderId, 0, changes));
    for (const stage of ['pick', 'pack', 'label', 'confirm'] as const) expect(await keys(orderId, stage)).toEqual([key]);
    const found = await desk.database.read([account], (db) => guardsOf(db, account, [orderId], { stage: 'pick' }));
    expect(blockOf(found.get(orderId) ?? [])).toMatchObject({ effect: 'stop', key });
  });

  it('let an order of Easy Ship be picked and packed: it takes no label and no confirmation of ours', async () => {
    await take(order('easy', 0, { programs: ['AMAZON_EASY_SHIP'] }));
    for (const stage of ['pick', 'pack'] as const) expect(await keys('easy', stage)).toEqual([]);
    for (const stage of ['label', 'confirm'] as const) expect(await keys('easy', stage)).toEqual(['writes.skip.easyShip']);
  });

  it('stop what is not here, also when it is of another account', async () => {
    await take(order('mine', 0));
    expect(await keys('nobody')).toEqual(['writes.skip.notHere']);
    const found = await desk.database.read([others], (db) => guardsOf(db, others, ['mine'], { stage: 'pick' }));
    expect(found.get('mine')?.map(({ key }) => key)).toEqual(['writes.skip.notHere']);
  });

  it('stop regulated goods until Amazon has approved them', async () => {
    await take(order('regulated', 0));
    const set = (word: string) =>
      desk.database.write([account], (tx) =>
        tx.query({ text: `UPDATE orders SET regulated = $2 WHERE account_id = $1 AND order_id = 'regulated'`, values: [account, word] }),
      );
    for (const word of ['pending', 'rejected', 'expired', 'cancelled']) {
      await set(word);
      expect(await keys('regulated')).toEqual(['writes.skip.regulated']);
    }
    for (const word of ['none', 'approved']) {
      await set(word);
      expect(await keys('regulated')).toEqual([]);
    }
  });

  it('are asked of Amazon order by order, not again for a product that is free of regulated goods, and again while pending', async () => {
    const thing = (asin: string) => ({ items: [{ ...item, asin }] });
    await take(order('vet-1', 0, thing('B0VET')), order('mug-1', 0, thing('B0MUG')), order('mug-2', 0, thing('B0MUG')));
    const said = new Map([
      ['vet-1', 'pending'],
      ['mug-1', 'none'],
      ['mug-2', 'none'],
    ]);
    const asked: string[] = [];
    const source = {
      getRegulated: async (orderId: string) => {
        asked.push(orderId);
        return said.get(orderId) ?? 'none';
      },
    };
    const run = () => checkRegulated({ ...desk, regulatedOf: async () => source })(account);
    let again = await run();
    while (again instanceof Date && again <= desk.clock.now()) again = await run();
    expect(asked.filter((id) => said.has(id)).toSorted()).toEqual(['mug-1', 'vet-1']);
    expect([await keys('vet-1'), await keys('mug-1'), await keys('mug-2')]).toEqual([['writes.skip.regulated'], [], []]);
    expect(again).toEqual(new Date(desk.clock.now().getTime() + 600_000));
    said.set('vet-1', 'approved');
    asked.length = 0;
    desk.clock.advance(600_000);
    expect(await run()).toBe('rest');
    expect(asked).toEqual(['vet-1']);
    expect(await keys('vet-1')).toEqual([]);
    expect(await kinds('vet-1')).toEqual(['order.verification', 'order.verification', 'order.placed']);
  });

  it('ask whoever may decide, until he has: a hold, a wish to cancel; each occasion anew', async () => {
    await take(order('ask', 1, { items: [{ ...item, cancelRequest: { reason: 'mistake' } }] }));
    const hold = (reason: string | null) =>
      annotate(desk, [{ accountId: account, orderId: 'ask' }], { addTags: [], removeTags: [], hold: reason, actor: 'Ana' });
    await hold('call first');
    expect(await keys('ask')).toEqual(['writes.warn.cancelRequested', 'writes.warn.held']);
    const pass = async (key: string, cause: string) =>
      desk.database.write([account], (tx) =>
        passGuard(tx, account, 'ask', { key, cause, reason: 'She called' }, { person: 'Ben', now: desk.clock.now() }),
      );
    await pass('writes.warn.cancelRequested', at(1).toISOString());
    await pass('writes.warn.cancelRequested', at(1).toISOString());
    expect(await keys('ask', 'label')).toEqual(['writes.warn.held']);
    await expect(pass('writes.warn.held', at(0).toISOString())).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(pass('writes.skip.cancelled', '')).rejects.toMatchObject({ code: 'CONFLICT' });
    await hold(null);
    expect(await keys('ask')).toEqual([]);
    desk.clock.advance(60_000);
    await hold('again');
    expect(await keys('ask')).toEqual(['writes.warn.held']);
    expect(await kinds('ask')).toEqual(['order.held', 'order.released', 'guard.passed', 'order.held', 'cancel.requested', 'order.placed']);
    // The second hold is another occasion: a word for the first would not have let it go.
    const words = await desk.database.read([account], (db) => wordsOf(db, account, ['ask']));
    expect(words.map(({ key, person, reason }) => [key, person, reason])).toEqual([['writes.warn.cancelRequested', 'Ben', 'She called']]);
    await desk.database.write([account], (tx) => forgetWords(tx, account, ['ask']));
    expect((await desk.database.read([account], (db) => wordsOf(db, account, ['ask']))).map(({ reason }) => reason)).toEqual(['']);
  });

  it('ask when the address has changed since the work began, and tell it without a word of the address', async () => {
    await take(order('moved', 0, { personal: street('1 Example Street') }));
    await take(order('moved', 1, { personal: street('1  EXAMPLE street') }));
    expect(await keys('moved', 'pack', at(0))).toEqual([]);
    await take(order('moved', 5, { personal: street('2 Other Road') }));
    expect(await keys('moved', 'pack', at(2))).toEqual(['guards.ask.address']);
    expect(await keys('moved', 'pack', at(6))).toEqual([]);
    // An answer without the address, and the purge, are no change.
    await take(order('moved', 7, { personalState: 'withheld', total: { amount: '1.00', currency: 'USD' } }));
    await desk.database.write([account], (tx) =>
      forgetOrders(tx, account, { orderIds: ['moved'], redact: (_, text) => text, now: desk.clock.now() }),
    );
    await take(order('moved', 8, { personal: street('3 Third Way') }));
    const events = await desk.database.read([account], (db) => orderEvents(db, account, 'moved'));
    expect(events.filter(({ kind }) => kind === 'order.address').map(({ data }) => data)).toEqual([{}]);
    const [row] = await desk.database.read([account], (db) =>
      db.query<{ hash: string | null }>({
        text: `SELECT address_hash AS hash FROM orders WHERE account_id = $1 AND order_id = 'moved'`,
        values: [account],
      }),
    );
    expect(row?.hash).toBeNull();
  });

  it('name serial numbers and codes to scan, and the protected label of a premium order', async () => {
    const codes = { ...item, programs: ['TRANSPARENCY'], detail: { serialNumberRequirement: { requirementType: 'REQUIRED' } } };
    await take(order('needs', 0, { programs: ['PREMIUM'], items: [codes] }));
    expect(await keys('needs', 'pick')).toEqual([]);
    expect(await keys('needs', 'pack')).toEqual(['guards.need.serials', 'guards.need.transparency']);
    expect(await keys('needs', 'label')).toEqual(['guards.need.protectedLabel', 'guards.need.transparency']);
  });

  it('cost the same number of statements for one order and for many', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `many-${n}`);
    await take(...ids.map((orderId) => order(orderId, 0)));
    const count = async (orderIds: string[]) => {
      let asked = 0;
      await desk.database.read([account], async (db) => {
        const counting: Db = { ...db, query: (statement) => ((asked += 1), db.query(statement)) };
        expect((await guardsOf(counting, account, orderIds, { stage: 'pack' })).size).toBe(orderIds.length);
      });
      return asked;
    };
    expect(await count(ids)).toBe(await count(ids.slice(0, 1)));
  });
});
