import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeIn } from '#src/modules/orders/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { listViews } from './list-views.ts';
import { addView, changeView, removeView, type ViewInput } from './store.ts';

let desk: TestDesk;
let accounts: string[];
beforeAll(async () => {
  desk = await testDesk();
  accounts = [await desk.addAccount(), await desk.addAccount()];
  const facts = [1, 2, 3].map((n) => orderFacts({ orderId: `111-0000000-000000${n}`, ...(n === 1 ? { serviceLevel: 'NEXT_DAY' } : {}) }));
  await takeIn(
    desk.intake,
    accounts[0] ?? '',
    facts.map((one) => ({ facts: one, raw: {} })),
  );
});
afterAll(() => desk.close());

const view = (more: Partial<ViewInput> = {}): ViewInput => ({
  name: 'Quick',
  query: '?q=service%3Anext-day',
  columns: null,
  shared: false,
  ...more,
});
const add = (owner: string, more?: Partial<ViewInput>) => desk.database.write([], (tx) => addView(tx, owner, view(more), desk.clock.now()));
const list = (person: string, visible = accounts) =>
  listViews(desk, { person, accounts: visible, now: desk.clock.now(), timeZone: 'America/Los_Angeles' });

it('shows own and shared views with what they count', async () => {
  await add('ana');
  await add('ana', { name: 'All', query: 'tab=all', shared: true, columns: ['sku'] });
  await add('ana', { name: 'Empty', query: 'tab=cancelled' });
  await add('ana', { name: 'Broken', query: 'q=colour%3Ablue' });
  await add('ana', { name: 'Second account', query: `account=${accounts[1]}` });
  expect(await list('ana')).toMatchObject([
    { name: 'Quick', count: 1, mine: true, shared: false, columns: null },
    { name: 'All', count: 3, mine: true, shared: true, columns: ['sku'] },
    { name: 'Empty', count: 0 },
    { name: 'Broken', count: null },
    { name: 'Second account', count: 0 },
  ]);
  expect(await list('bo')).toMatchObject([{ name: 'All', mine: false, count: 3 }]);
  expect((await list('ana', accounts.slice(0, 1))).at(-1)).toMatchObject({ name: 'Second account', count: null });
});

it('lets only its owner change or remove a view', async () => {
  const own = await add('cy');
  const shared = await add('cy', { shared: true });
  const change = (owner: string, id: string) =>
    desk.database.write([], (tx) => changeView(tx, owner, id, view({ name: 'New name', shared: true }), desk.clock.now()));
  const remove = (owner: string, id: string) => desk.database.write([], (tx) => removeView(tx, owner, id));
  await expect(change('bo', own)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(change('bo', shared)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(remove('bo', shared)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(remove('cy', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await change('cy', own);
  expect((await list('bo')).map(({ name }) => name)).toContain('New name');
  await remove('cy', own);
  await remove('cy', shared);
  expect((await list('cy')).map(({ name }) => name)).toEqual(['All']);
});
