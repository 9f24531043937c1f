import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseOrder } from '#src/adapters/spapi/parse-order.ts';

type Answers = Record<string, { 'x-amzn-api-sandbox'?: { static?: { response: { order?: unknown; orders?: unknown[] } }[] } }>;
type Model = { paths: Record<string, Record<string, { responses?: Answers }>> };

const models = process.env['WAYBILL_SPAPI_MODELS'];

/** The orders in the examples of Amazon's own model; none where its folder is not given. */
function officialOrders(): unknown[] {
  if (!models) return [];
  const model = JSON.parse(readFileSync(join(models, 'orders_2026-01-01.json'), 'utf8')) as Model;
  const operations = Object.values(model.paths).flatMap((path) => Object.values(path));
  const answers = operations.flatMap(({ responses }) => Object.values(responses ?? {}));
  const examples = answers.flatMap((answer) => answer['x-amzn-api-sandbox']?.static ?? []);
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
