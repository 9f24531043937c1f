import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { annotate } from './annotate.ts';
import { orderPage } from './order-page.ts';
import { takeIn } from './take-in.ts';

let desk: TestDesk;
let accountId: string;
const orderId = '111-0000001-0000001';
beforeAll(async () => {
  desk = await testDesk();
  accountId = await desk.addAccount();
  await takeIn(desk.intake, accountId, [{ facts: orderFacts(), raw: {} }]);
});
afterAll(() => desk.close());

const change = (more: Partial<Parameters<typeof annotate>[2]>) =>
  annotate(desk, [{ accountId, orderId }], { addTags: [], removeTags: [], actor: 'Owner', ...more });
const page = () => desk.database.read([accountId], (db) => orderPage(db, accountId, orderId));
const tagKeys = () =>
  desk.database.read([accountId], (db) =>
    db.query<{ key: string }>({
      text: `SELECT key FROM order_key WHERE account_id = $1 AND kind = 'tag' ORDER BY key`,
      values: [accountId],
    }),
  );

describe('annotate', () => {
  it('adds tags once whatever their case, and finds them by key', async () => {
    await change({ addTags: ['Fragile', 'fragile', 'VIP'] });
    await change({ addTags: ['FRAGILE'] });
    expect((await page())?.tags).toHaveLength(2);
    expect(await tagKeys()).toEqual([{ key: 'fragile' }, { key: 'vip' }]);
  });

  it('removes tags with their keys', async () => {
    await change({ removeTags: ['vip'] });
    expect((await page())?.tags).toHaveLength(1);
    expect(await tagKeys()).toEqual([{ key: 'fragile' }]);
  });

  it('keeps what people added when Amazon changes the order', async () => {
    await change({ note: 'Call first', assignee: 'Ana' });
    await takeIn(desk.intake, accountId, [
      { facts: orderFacts({ updatedAt: new Date('2026-11-05T00:00:00Z'), status: { state: 'shipped', raw: 'SHIPPED' } }), raw: {} },
    ]);
    expect(await page()).toMatchObject({
      status: 'shipped',
      assignee: 'Ana',
      tags: [expect.stringMatching(/fragile/i)],
      notes: [{ body: 'Call first', author: 'Owner' }],
    });
  });

  it('names what is not there and does the rest', async () => {
    const outcomes = await annotate(
      desk,
      [
        { accountId, orderId },
        { accountId, orderId: '999-9999999-9999999' },
      ],
      { addTags: ['x'], removeTags: [], actor: 'Owner' },
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('shows money as text, never as a float', async () => {
    expect((await page())?.items[0]?.total).toEqual({ amount: '20.00', currency: 'USD' });
  });
});
