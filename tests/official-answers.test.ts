import { expect, test } from 'vitest';
import { parseOrder } from '#src/adapters/spapi/parse-order.ts';
import { modelsFolder as models, officialCases } from './fidelity/official-models.ts';

type Example = { order?: unknown; orders?: unknown[] };

/** The orders in the examples of Amazon's own model; none where its folder is not given. */
function officialOrders(): unknown[] {
  if (!models) return [];
  const examples = officialCases(models).filter(({ path }) => path.startsWith('/orders/2026-01-01/')) as { response: Example }[];
  return examples.flatMap(({ response }) => response.orders ?? (response.order ? [response.order] : []));
}

test('every order in the official examples is understood, and nothing personal stays in what is stored', () => {
  const orders = officialOrders();
  expect(orders.length).toBeGreaterThanOrEqual(models ? 6 : 0);
  for (const order of orders) {
    const parsed = parseOrder(order, 'search');
    expect(parsed).toMatchObject({ ok: true, facts: { depth: 'full', personalState: 'given' } });
    expect(JSON.stringify(parsed.raw)).not.toMatch(/buyer-email|addressLine1":"(?!Unit 7)|giftMessage|"phone"|legalName/);
  }
});
