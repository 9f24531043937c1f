import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseQuery, queryLimits } from './parse-query.ts';
import { printQuery } from './print-query.ts';
import { queryKeyOf, queryKeys } from './query-keys.ts';

const terms = (text: string) => {
  const { filter, problems } = parseQuery(text);
  expect(problems).toEqual([]);
  return filter.terms;
};

describe('parseQuery', () => {
  test.each([
    ['sku:KT-MUG-BLU', { key: 'sku', not: false, values: ['KT-MUG-BLU'] }],
    ['SKU:a,b,"c d"', { key: 'sku', not: false, values: ['a', 'b', 'c d'] }],
    ['-tag:fragile', { key: 'tag', not: true, values: ['fragile'] }],
    ['product:"blue mug"', { key: 'title', not: false, values: ['blue mug'] }],
    ['title:“blue mug”', { key: 'title', not: false, values: ['blue mug'] }],
    ['title:"19\\" rack', { key: 'title', not: false, values: ['19" rack'] }],
    ['status:Partially-Shipped,Canceled', { key: 'status', not: false, values: ['partially_shipped', 'cancelled'] }],
    ['service:secondday', { key: 'service', not: false, values: ['SECOND_DAY'] }],
    ['service:"Std US D2D Dom"', { key: 'service', not: false, values: ['Std US D2D Dom'] }],
    ['marketplace:uk', { key: 'marketplace', not: false, values: ['A1F83G8C2ARO7P'] }],
    ['marketplace:Amazon.de', { key: 'marketplace', not: false, values: ['A1PA6795UKMFR9'] }],
    ['channel:amazon.CO.UK', { key: 'channel', not: false, values: ['Amazon.co.uk'] }],
    ['programme:business', { key: 'programme', not: false, values: ['AMAZON_BUSINESS'] }],
    ['type:pre-order', { key: 'type', not: false, values: ['Preorder'] }],
    ['by:FBM', { key: 'by', not: false, values: ['fbm'] }],
    ['is:Prime,cancel-requested', { key: 'is', not: false, values: ['prime', 'cancel-requested'] }],
    ['date:2026-11-01..2026-11-07', { key: 'date', not: false, values: [{ kind: 'days', from: '2026-11-01', to: '2026-11-07' }] }],
    ['date:2026-10', { key: 'date', not: false, values: [{ kind: 'days', from: '2026-10', to: '2026-10' }] }],
    ['date:..yesterday', { key: 'date', not: false, values: [{ kind: 'days', to: 'yesterday' }] }],
    ['date:>2w', { key: 'date', not: false, values: [{ kind: 'span', less: false, hours: 336 }] }],
    ['ship-by:<24h,overdue', { key: 'ship-by', not: false, values: [{ kind: 'span', less: true, hours: 24 }, { kind: 'overdue' }] }],
    ['after:today', { key: 'after', not: false, values: [{ kind: 'days', from: 'today', to: 'today' }] }],
    ['amount:>50', { key: 'amount', not: false, values: [{ min: { amount: '50', inclusive: false } }] }],
    [
      'amount:20..30.50eur',
      {
        key: 'amount',
        not: false,
        values: [{ min: { amount: '20', inclusive: true }, max: { amount: '30.5', inclusive: true }, currency: 'EUR' }],
      },
    ],
    [
      'amount:019.99',
      { key: 'amount', not: false, values: [{ min: { amount: '19.99', inclusive: true }, max: { amount: '19.99', inclusive: true } }] },
    ],
    ['mug', { key: 'text', not: false, values: ['mug'] }],
    ['-mug', { key: 'text', not: true, values: ['mug'] }],
    ['"Mug: blue"', { key: 'text', not: false, values: ['Mug: blue'] }],
  ])('reads %s', (text, term) => {
    expect(terms(text)).toEqual([term]);
  });

  it('reads pasted order numbers with any separators as one list, and words beside them one by one', () => {
    const list = '111-0000001-0000001, 111-0000002-0000002;\n\t111-0000001-0000001 blue  mug S01-0000003-0000003';
    expect(terms(list)).toEqual([
      { key: 'text', not: false, values: ['111-0000001-0000001', '111-0000002-0000002', 'S01-0000003-0000003'] },
      { key: 'text', not: false, values: ['blue'] },
      { key: 'text', not: false, values: ['mug'] },
    ]);
  });

  test.each([
    ['colour:blue', 'unknown-key', 'colour:blue'],
    ['mug sku:', 'no-value', 'sku:'],
    ['mug status:gone', 'bad-value', 'status:gone'],
    ['date:2026-02-30', 'bad-value', 'date:2026-02-30'],
    ['date:2026-1-3', 'bad-value', 'date:2026-1-3'],
    ['after:<7d', 'bad-value', 'after:<7d'],
    ['date:overdue', 'bad-value', 'date:overdue'],
    ['amount:cheap', 'bad-value', 'amount:cheap'],
    ['amount:..', 'bad-value', 'amount:..'],
    ['marketplace:atlantis', 'bad-value', 'marketplace:atlantis'],
    [`sku:${'x'.repeat(201)}`, 'too-long', `sku:${'x'.repeat(201)}`],
  ])('says what is wrong with %s', (text, code, part) => {
    expect(parseQuery(text).problems[0]).toMatchObject({ code, part, start: text.indexOf(part), end: text.indexOf(part) + part.length });
  });

  it('keeps the parts that are right', () => {
    expect(parseQuery('status:shipped,gone tag:a colour:b').filter.terms).toEqual([
      { key: 'status', not: false, values: ['shipped'] },
      { key: 'tag', not: false, values: ['a'] },
    ]);
  });

  it('takes 200 order numbers and no more', () => {
    const ids = Array.from({ length: 201 }, (_, i) => `111-0000001-${String(i).padStart(7, '0')}`);
    expect(terms(ids.slice(0, 200).join(' '))[0]?.values).toHaveLength(200);
    const { filter, problems } = parseQuery(ids.join('\n'));
    expect(problems).toMatchObject([{ code: 'too-many' }]);
    expect(filter.terms[0]?.values).toHaveLength(queryLimits.values);
  });

  it('understands the example of every key', () => {
    for (const { key, also, example } of queryKeys) {
      expect(terms(example)).toMatchObject([{ key }]);
      for (const name of [key, ...also]) expect(queryKeyOf(name)?.key).toBe(key);
    }
  });

  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('mug', '"a b"', '111-0000001-0000001', '-', '"', ',', '\\', 'x:y'),
  );
  const part = fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.constantFrom('', ...queryKeys.flatMap(({ key, also }) => [key, ...also]).map((k) => `${k}:`)),
      fc.array(word, { maxLength: 3 }),
    )
    .map(([sign, key, values]) => sign + key + values.join(','));
  const sensible = fc.constantFrom(
    ...queryKeys.flatMap(({ key, example, values }) => [example, ...values.map((value) => `-${key}:${value}`)]),
  );

  it('never throws, and what it prints is read as the same filter', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(part, sensible, word), { maxLength: 6 }), (parts) => {
        const { filter } = parseQuery(parts.join(' '));
        const printed = printQuery(filter);
        expect(parseQuery(printed)).toEqual({ filter, problems: [] });
        expect(printQuery(parseQuery(printed).filter)).toBe(printed);
      }),
      { numRuns: 2000 },
    );
  });
});
