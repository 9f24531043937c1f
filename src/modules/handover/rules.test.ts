import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachable } from '#src/kernel/states.ts';
import { groupsOf, readinessOf, unpackedKey } from './board-rules.ts';
import { drawManifest } from './draw-manifest.ts';
import { numbersIn } from './number-rules.ts';
import { errandMoves, errandStates } from './states.ts';
import { goesAlong, mayOverride, type ScannedParcel, verdictOf, verdicts } from './van-rules.ts';
import type { WaitingLabel } from './waiting-label.ts';

const today = new Date('2026-11-22T06:00:00Z');
const label = (more: Partial<WaitingLabel> = {}): WaitingLabel => ({
  accountId: '1',
  labelId: '1',
  orderId: '111-1111111-1111111',
  tracking: '9400111206206406260787',
  kind: 'easypost',
  carrier: 'USPS',
  service: 'Ground Advantage',
  place: 'main',
  since: today,
  premium: false,
  cancelled: false,
  cancelAsked: false,
  listedOn: null,
  handedAt: null,
  ...more,
});

test('every state of an errand can be reached, and what is done or refused stays so', () => {
  expect(reachable(errandMoves, 'asked')).toEqual(new Set(errandStates));
  expect([errandMoves.done, errandMoves.refused]).toEqual([[], []]);
});

describe('the board', () => {
  test.each([
    ['gone', label({ handedAt: today, cancelled: true }), false],
    ['stopped', label({ cancelAsked: true, listedOn: '7' }), false],
    ['listed', label({ listedOn: '7' }), true],
    ['unpacked', label(), true],
    ['ready', label(), false],
  ] as const)('%s', (expected, given, isUnpacked) => {
    expect(readinessOf(given, isUnpacked)).toBe(expected);
  });

  test('every label is counted once, in the group of its account, place, carrier and way', () => {
    const anyLabel = fc.record({
      accountId: fc.constantFrom('1', '2'),
      place: fc.constantFrom('main', '3'),
      carrier: fc.constantFrom('USPS', 'UPS'),
      kind: fc.constantFrom('easypost' as const, 'buy_shipping' as const, 'manual' as const),
      cancelled: fc.boolean(),
      listedOn: fc.constantFrom(null, '7'),
      handedAt: fc.constantFrom(null, today),
      orderId: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(anyLabel, { maxLength: 30 }), fc.subarray(['a', 'b', 'c']), (drawn, open) => {
        const labels = drawn.map((each) => label(each));
        const unpacked = new Set(labels.filter(({ orderId }) => open.includes(orderId)).map(unpackedKey));
        const groups = groupsOf(labels, unpacked, today);
        const sum = groups.reduce((n, { ready, unpacked: not, stopped, listed, gone }) => n + ready + not + stopped + listed + gone, 0);
        expect(sum).toBe(labels.length);
        expect(new Set(groups.map(({ accountId, place, carrier, way }) => [accountId, place, carrier, way].join())).size).toBe(
          groups.length,
        );
      }),
    );
  });
});

test.each([
  ['42078701 9400111206206406260787', '9400111206206406260787'],
  ['4207870112349400111206206406260787', '9400111206206406260787'],
  ['9622001900000000000000776632517510', '776632517510'],
  ['1001921334250001000300779017972697', '779017972697'],
  ['1z5r89390357567127', '1Z5R89390357567127'],
  ['TBA-000000000000', 'TBA000000000000'],
])('%s is the number %s', (scanned, number) => {
  expect(numbersIn(scanned)).toContain(number);
});

describe('at the van', () => {
  const parcel: ScannedParcel = {
    carrier: 'FedEx',
    place: 'main',
    isVoid: false,
    orderCancelled: false,
    cancelAsked: false,
    isListed: false,
    handedOver: false,
  };
  const van = { place: 'main', carrier: 'Fed Ex' };

  test.each([
    [undefined, false, 'unknown'],
    [parcel, false, 'ok'],
    [parcel, true, 'unlisted'],
    [{ ...parcel, isListed: true }, true, 'ok'],
    [{ ...parcel, isVoid: true, handedOver: true }, true, 'void'],
    [{ ...parcel, orderCancelled: true }, true, 'cancelled'],
    [{ ...parcel, handedOver: true }, true, 'again'],
    [{ ...parcel, cancelAsked: true }, true, 'buyer_cancel'],
    [{ ...parcel, carrier: 'UPS' }, true, 'other_carrier'],
    [{ ...parcel, place: '3' }, true, 'other_place'],
    [{ ...parcel, place: null }, false, 'ok'],
  ] as const)('%#', (given, lists, expected) => {
    expect(verdictOf(given, van, lists)).toBe(expected);
  });

  test('nothing that goes along needs a word, and what never goes takes none', () => {
    for (const verdict of verdicts) expect(goesAlong(verdict) && mayOverride(verdict)).toBe(false);
    for (const never of ['unknown', 'void', 'cancelled', 'again'] as const) expect(goesAlong(never) || mayOverride(never)).toBe(false);
  });
});

test('the desk’s own manifest has as many pages as its parcels need', async () => {
  const parcels = Array.from({ length: 40 }, (_, n) => ({
    tracking: `9400111206206406${n + 1000}`,
    orderId: `111-${n}`,
    service: '宅急便',
  }));
  const sheet = { title: 'Manifest', carrier: 'USPS', account: 'Demo', madeAt: '2026-11-22 17:00', madeBy: 'Łucja', parcels };
  const a4 = await drawManifest({ ...sheet, place: '東京 / Główny', paper: 'A4' }, new Date(0));
  const pdf = await PDFDocument.load(a4);
  expect(pdf.getPageCount()).toBe(3);
  // Letters of every script come from the fonts of the slips, as many as are used.
  const fonts = a4.toString('latin1').match(/\+NotoSans\w*/g) ?? [];
  expect(new Set(fonts.map((name) => name.replace(/(NotoSans)(SC|JP|KR)/, '$1Asian')))).toContain('+NotoSansAsian');
  const [letter] = (await PDFDocument.load(await drawManifest({ ...sheet, place: 'Main', paper: 'Letter' }, new Date(0)))).getPages();
  expect(letter?.getSize()).toEqual({ width: 612, height: 792 });
});
