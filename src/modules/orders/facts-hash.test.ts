import { expect, it } from 'vitest';
import { createSealing } from '#src/platform/sealing.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { factsHash } from './facts-hash.ts';

const sealing = createSealing(Buffer.alloc(32, 7));
const hash = (changes: Parameters<typeof orderFacts>[0] = {}) => factsHash(sealing, orderFacts(changes));

it('does not depend on who says it, when, or in which order the fields come', () => {
  const { items, ...rest } = orderFacts();
  expect(factsHash(sealing, { items, ...rest })).toBe(hash());
  expect(hash({ source: 'get', updatedAt: new Date('2026-11-30T00:00:00Z') })).toBe(hash());
  expect(hash({ detail: { a: 1, b: [{ c: null, d: 'x' }] } })).toBe(hash({ detail: { b: [{ d: 'x', c: null }], a: 1 } }));
});

it.each([
  [{ detail: { a: '1' } }, { detail: { a: 1 } }],
  [{ detail: { a: ['x', 'y'] } }, { detail: { a: ['x,y'] } }],
  [{ detail: { a: ['y', 'x'] } }, { detail: { a: ['x', 'y'] } }],
  [{ detail: { a: null } }, { detail: {} }],
  [{ shipBy: { to: new Date(0) } }, { shipBy: { from: new Date(0) } }],
  [{ total: null }, { total: { amount: '0.00', currency: 'USD' } }],
])('tells %j from %j', (one, other) => {
  expect(hash(one)).not.toBe(hash(other));
});
