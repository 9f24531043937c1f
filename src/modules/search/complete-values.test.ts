import { afterAll, beforeAll, expect, test } from 'vitest';
import { annotate, takeIn } from '#src/modules/orders/index.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { completeValues } from './complete-values.ts';
import type { KeyName } from './filter.ts';

let desk: TestDesk;
let own: string;
beforeAll(async () => {
  desk = await testDesk();
  own = await desk.addAccount();
  const other = await desk.addAccount();
  const skus = ['KT-MUG-BLU', 'kt-mug-red', 'K%', ...Array.from({ length: 30 }, (_, n) => `Z-${n}`)];
  const facts = skus.map((sku, n) =>
    orderFacts({
      orderId: `111-0000000-00000${String(n).padStart(2, '0')}`,
      salesChannel: n % 2 ? 'Amazon.com' : 'Non-Amazon',
      serviceLevel: n % 2 ? 'STANDARD' : 'SECOND_DAY',
      shipService: 'Std US D2D Dom',
      items: [{ itemId: String(n), sku, asin: 'B0WAYBILL1', title: `Mug ${sku}`, quantity: 1 }],
      packages: [{ reference: '1', carrierRaw: n % 3 ? 'UPS' : 'USPS', status: { state: 'shipped', raw: 'SHIPPED' }, items: [] }],
    }),
  );
  for (const account of [own, other])
    await takeIn(
      desk.intake,
      account,
      facts.slice(0, account === own ? undefined : 1).map((one) => ({ facts: one, raw: {} })),
    );
  const ref = (accountId: string) => [{ accountId, orderId: '111-0000000-0000000' }];
  await annotate(desk.intake, ref(own), { addTags: ['Fragile', 'rush'], removeTags: [], assignee: 'Ana', actor: 'x' });
  await annotate(desk.intake, ref(other), { addTags: ['foreign'], removeTags: [], assignee: 'Foreign', actor: 'x' });
});
afterAll(() => desk.close());

const complete = async (key: KeyName, prefix: string) =>
  (await desk.database.read([own], (db) => completeValues(db, key, prefix))).items.map(({ value }) => value);

test.each<[KeyName, string, string[]]>([
  ['sku', 'kt-m', ['KT-MUG-BLU', 'kt-mug-red']],
  ['sku', 'K%', ['K%']],
  ['asin', 'b0w', ['B0WAYBILL1']],
  ['tag', 'F', ['fragile']],
  ['tag', '', ['fragile', 'rush']],
  ['carrier', 'U', ['ups', 'usps']],
  ['carrier', 'usp', ['usps']],
  ['service', 's', ['SECOND_DAY', 'STANDARD', 'Std US D2D Dom']],
  ['channel', 'non', ['Non-Amazon']],
  ['assignee', 'a', ['Ana']],
  ['po', '', []],
])('%s: %s', async (key, prefix, values) => {
  expect(await complete(key, prefix)).toEqual(values);
});

test('says what a SKU is, and gives 20 values at most', async () => {
  const { items } = await desk.database.read([own], (db) => completeValues(db, 'sku', 'KT-MUG-B'));
  expect(items).toEqual([{ value: 'KT-MUG-BLU', label: 'Mug KT-MUG-BLU' }]);
  expect(await complete('sku', 'Z-')).toHaveLength(20);
});
