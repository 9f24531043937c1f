import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hold, holdOf, isInForce, keptBy } from './hold-rules.ts';
import { redactText, tracesOf } from './personal-values-rules.ts';
import { traceFinder } from './trace-finder-rules.ts';

const hold = (changes: Partial<Hold> = {}): Hold => ({
  holdId: '1',
  orderId: 'A',
  buyerHash: null,
  ground: 'Tax',
  until: '2026-12-31',
  setBy: 'Ana',
  setAt: new Date('2026-11-01T00:00:00Z'),
  liftedBy: null,
  liftedAt: null,
  ...changes,
});

describe('a hold', () => {
  it('is in force through its last day, unless lifted', () => {
    expect(isInForce(hold(), new Date('2026-12-31T23:59:59Z'))).toBe(true);
    expect(isInForce(hold(), new Date('2027-01-01T00:00:00Z'))).toBe(false);
    expect(isInForce(hold({ liftedAt: new Date('2026-11-02T00:00:00Z') }), new Date('2026-11-03T00:00:00Z'))).toBe(false);
  });

  it('of several the one that ends last keeps an order', () => {
    const holds = [hold(), hold({ holdId: '2', orderId: null, buyerHash: 'h', until: '2028-01-01' })];
    expect(holdOf(holds, { orderId: 'A', mails: ['h'] }, new Date('2026-11-01T00:00:00Z'))?.holdId).toBe('2');
    expect(holdOf(holds, { orderId: 'B', mails: [] }, new Date('2026-11-01T00:00:00Z'))).toBeUndefined();
  });

  it('an order is held exactly when the vault is told to leave it', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2026, 10, 1 + n)));
    const some = fc.record({
      about: fc.constantFrom({ orderId: 'A', buyerHash: null }, { orderId: 'B', buyerHash: null }, { orderId: null, buyerHash: 'h' }),
      until: day,
      lifted: fc.boolean(),
    });
    const order = fc.record({ orderId: fc.constantFrom('A', 'B', 'C'), mails: fc.constantFrom([], ['h'], ['i', 'h']) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), order, day, (list, asked, now) => {
        const holds = list.map(({ about, until, lifted }) =>
          hold({ ...about, until: until.toISOString().slice(0, 10), liftedAt: lifted ? new Date(0) : null }),
        );
        const kept = keptBy(holds, now);
        const left = kept.orderIds.includes(asked.orderId) || asked.mails.some((mail) => kept.mails.includes(mail));
        expect(holdOf(holds, asked, now) !== undefined).toBe(left);
      }),
    );
  });
});

describe('traces', () => {
  const personal = {
    buyerName: 'Jürgen Groß',
    buyerEmail: 'a1@marketplace.amazon.com',
    recipient: { name: 'Li', lines: ['Hauptstraße 7', '2. Stock'], city: 'Ulm', postalCode: '89073', phone: '+49 731 5550100' },
    gifts: { 1: { message: 'Alles Gute,\ndeine Oma Erna' } },
    other: { 'tax-id': 'DE123456789' },
  };

  it('of an order are all that tells of a person; what chance may hold counts beside its order only', () => {
    const { strong, weak } = tracesOf(personal);
    expect(strong.toSorted()).toEqual(
      [
        '+49 731 5550100',
        '2. Stock',
        'Alles Gute,',
        'DE123456789',
        'Hauptstraße 7',
        'Jürgen Groß',
        'a1@marketplace.amazon.com',
        'deine Oma Erna',
      ].toSorted(),
    );
    expect(weak).toEqual(['89073']);
  });

  it.each([
    ['{"to":"jürgen groß"}', 1],
    ['Jürgen Groß'.normalize('NFD'), 1],
    ['Jürgen Großmann', 0],
    ['xJürgen Groß', 0],
    ['Jürgen  Groß', 0],
    ['A1@MARKETPLACE.AMAZON.COM and HAUPTSTRASSE 7, hauptstraße 7!', 2],
    ['a1@marketplace.amazon.community', 0],
    ['', 0],
  ])('%j holds %i of them', (text, count) => {
    expect(traceFinder(tracesOf(personal).strong)(text)).toHaveLength(count);
  });

  it('of scripts without blanks are found within a run', () => {
    expect(traceFinder(['山田 太郎', '渋谷区道玄坂1-2'])('〒東京都渋谷区道玄坂1-2号 様')).toEqual(['渋谷区道玄坂1-2']);
  });

  it('whatever stands around a value, it is found and it is cut out', () => {
    const value = fc.stringMatching(/^[A-Za-zäöü]{3,8} [A-Za-z0-9äöü]{1,8}( [0-9]{1,3})?$/);
    const edge = fc.stringMatching(/^[ .,;:"'{}\n-]{0,5}$/);
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        edge,
        edge,
        fc.boolean(),
        (values, pick, left, right, upper) => {
          const chosen = values[pick % values.length] ?? '';
          const text = `${left}${upper ? chosen.toUpperCase() : chosen}${right}`;
          expect(traceFinder(values)(text)).toContain(chosen.toLowerCase());
          const cut = redactText(text, { strong: values, weak: [] });
          expect(traceFinder([chosen])(cut)).toEqual([]);
        },
      ),
    );
  });
});
