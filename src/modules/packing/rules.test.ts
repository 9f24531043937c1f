import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxHints, contentKey } from './box-rules.ts';
import { commandOf, isGtin, isSerial, isTransparencyCode, mayBeTransparency, sgtinOf, spellingsOf } from './code-rules.ts';
import { type Act, type Content, contentOf, type Size, unitsIn } from './content-rules.ts';
import { pictureType } from './photos.ts';
import { type Meant, take, type Wanted } from './take-rules.ts';
import { expectedGrams, fits, learn, unitGrams } from './weight-rules.ts';

describe('codes', () => {
  const sgtin = '0100376204200301214P1OZMT7D8B81EMF4WW4';
  test('commands are words, with or without their sign', () => {
    expect(['undo', 'WB-DONE', ' LATER ', 'MUG', 'WB-MUG'].map(commandOf)).toEqual(['UNDO', 'DONE', 'LATER', undefined, undefined]);
  });
  test('a product is known by its number with and without the zeros before it', () => {
    expect(spellingsOf('0012345678905')).toContain('012345678905');
    expect(spellingsOf('012345678905')).toContain('0012345678905');
    expect(spellingsOf(sgtin)).toContain('00376204200301');
    expect(spellingsOf('MUG-01')).toEqual(['MUG-01']);
  });
  test('a number of a unit is no barcode of a product', () => {
    expect(['4006381333931', '4006381333930', '356938035643809', 'SN-1', 'AB'].map((code) => [isGtin(code), isSerial(code)])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });
  test('Transparency codes have their two shapes, and a brand’s own', () => {
    expect(isTransparencyCode('AZ:L1Z2H38F4C5Q6R7E5K6Z1C2K3E')).toBe(true);
    expect(isTransparencyCode('AZ:L1Z2H38F4C5Q6R7E5K6Z1C2K3')).toBe(false);
    expect(sgtinOf(sgtin)).toEqual({ gtin: '00376204200301', serial: '4P1OZMT7D8B81EMF4WW4' });
    expect(['SHORT', 'BRAND-0001', 'A'.repeat(21)].map(mayBeTransparency)).toEqual([false, true, false]);
  });
  test('pictures are known by their bytes', () => {
    const png = Buffer.from('89504e470d0a1a0a00000000', 'hex');
    const webp = Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBP')]);
    expect([png, webp, Buffer.from('ffd8ffdb', 'hex'), Buffer.from('<svg>')].map(pictureType)).toEqual([
      'image/png',
      'image/webp',
      'image/jpeg',
      undefined,
    ]);
  });
});

describe('weights and boxes', () => {
  const box = (boxId: string, side: number, maxWeight: number | null = null) => ({
    boxId,
    name: boxId,
    inner: [side, side, side] as Size,
    tare: 50,
    maxWeight,
  });
  const mug = { quantity: 1, size: [100, 90, 80] as Size, grams: 300 };

  test('what three parcels have shown counts before what people said', () => {
    expect(unitGrams({ stated: 300, learnt: { grams: 310, parcels: 2 } })).toBe(300);
    expect(unitGrams({ stated: 300, learnt: { grams: 310, parcels: 3 } })).toBe(310);
    expect(unitGrams({ stated: null, learnt: null })).toBeNull();
    expect(learn(learn(null, 600, 2), 660, 2)).toEqual({ grams: 315, parcels: 2 });
  });
  test('nothing is expected of what nobody has weighed', () => {
    expect(expectedGrams([{ quantity: 2, grams: 300 }], 50)).toBe(650);
    expect(expectedGrams([mug, { quantity: 1, grams: null }], 50)).toBeNull();
    const tolerance = { tolerancePercent: 5, toleranceGrams: 25 };
    expect([675, 682, 617, 2100, 1890].map((grams) => fits(grams, grams > 1000 ? 2000 : 650, tolerance))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });
  test('boxes: the usual one, then the smallest that holds it all', () => {
    const boxes = [box('L', 400), box('S', 100), box('M', 200), box('XS', 90)];
    const names = (content: (typeof mug)[], usual: string[] = []) => boxHints(boxes, content, usual).map(({ boxId }) => boxId);
    expect(names([mug])).toEqual(['S', 'M', 'L']);
    expect(names([{ ...mug, quantity: 2 }])).toEqual(['M', 'L']);
    expect(names([mug], ['L'])).toEqual(['L', 'S', 'M']);
    expect(boxHints([box('S', 100, 340), box('M', 200, 350)], [mug], []).map(({ boxId }) => boxId)).toEqual(['M']);
    expect(boxHints(boxes, [{ ...mug, size: null }], [])).toEqual([]);
  });
  test('the same content is the same text', () => {
    const a = { productId: '1', quantity: 2 };
    const b = { productId: '2', quantity: 1 };
    expect(contentKey([a, b])).toBe(contentKey([b, a]));
  });
});

/** The parcel as the station builds it: a scan counts or is refused, UNDO takes the last thing back. */
type Step = { what: 'scan'; productId: string; quantity: number } | { what: 'undo' };

const productIds = ['1', '2', '3'];
const items = fc
  .array(fc.record({ productId: fc.constantFrom('1', '2', 'set'), room: fc.integer({ min: 0, max: 6 }) }), { minLength: 1, maxLength: 3 })
  .map((list) =>
    list.map(
      ({ productId, room }, at): Wanted => ({
        itemId: `i${at}`,
        sku: `S${productId}`,
        productId,
        room,
        parts:
          productId === 'set'
            ? new Map([
                ['1', 2],
                ['3', 1],
              ])
            : new Map(),
      }),
    ),
  );
const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        what: fc.constant('scan' as const),
        productId: fc.constantFrom(...productIds, 'set'),
        quantity: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ what: 'undo' as const }) },
  ),
  { maxLength: 25 },
);

/** Does the steps; the acts that stand at the end, and what lay in the parcel after each. */
function run(wanted: readonly Wanted[], list: readonly Step[]): { acts: Act[]; after: Content[] } {
  const acts: Act[] = [];
  const after: Content[] = [];
  for (const [at, step] of list.entries()) {
    if (step.what === 'undo') acts.pop();
    else {
      const meant: Meant = { productIds: [step.productId], sku: '' };
      const found = take(wanted, contentOf(acts), meant, step.quantity);
      if ('taken' in found)
        for (const { itemId, productId, kind, quantity } of found.taken)
          acts.push({ actId: String(at), kind, itemId, productId, quantity, code: '', data: {} });
    }
    after.push(contentOf(acts));
  }
  return { acts, after };
}

const plain = (content: Content) => JSON.stringify([[...content.units], [...content.parts].map(([item, parts]) => [item, [...parts]])]);

describe('counting', () => {
  test('never more than is left, whatever is scanned and taken back', () => {
    fc.assert(
      fc.property(items, steps, (wanted, list) => {
        for (const content of run(wanted, list).after)
          for (const { itemId, parts, room } of wanted) {
            const { whole, begun } = unitsIn(content, itemId, parts);
            expect(whole).toBeLessThanOrEqual(begun);
            expect(begun).toBeLessThanOrEqual(room);
          }
      }),
    );
  });

  test('the parcel is what its acts say: read again from any point it goes on the same', () => {
    fc.assert(
      fc.property(items, steps, fc.nat(), (wanted, list, cut) => {
        const whole = run(wanted, list);
        const first = run(wanted, list.slice(0, cut % (list.length + 1)));
        const { length } = first.after;
        expect(first.after.map(plain)).toEqual(whole.after.slice(0, length).map(plain));
        expect(plain(contentOf(whole.acts))).toBe(plain(whole.after.at(-1) ?? contentOf([])));
      }),
    );
  });

  test('what has room is counted, what belongs nowhere is a wrong item', () => {
    const wanted: Wanted[] = [
      { itemId: 'a', sku: 'S1', productId: '1', room: 1, parts: new Map() },
      { itemId: 'b', sku: 'S1', productId: '1', room: 2, parts: new Map() },
    ];
    const meant = { productIds: ['1'], sku: '' };
    expect(take(wanted, contentOf([]), meant, 3)).toMatchObject({
      taken: [
        { itemId: 'a', quantity: 1 },
        { itemId: 'b', quantity: 2 },
      ],
    });
    expect(take(wanted, contentOf([]), meant, 4)).toEqual({ no: 'tooMany' });
    expect(take(wanted, contentOf([]), { productIds: ['2'], sku: '' }, 1)).toEqual({ no: 'wrongItem' });
    expect(take(wanted, contentOf([]), { productIds: [], sku: 'S1' }, 1)).toMatchObject({ taken: [{ itemId: 'a' }] });
  });
});
