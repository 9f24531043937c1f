import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Coverage, type DueOrder, isFinding, judgeOrder, sumDay } from './rules.ts';

const at = (text: string) => new Date(`2026-11-${text}:00Z`);
const order = (change: Partial<DueOrder> = {}): DueOrder => ({
  accountId: '1',
  orderId: '113-0000001-0000001',
  marketplaceId: 'ATVPDKIKX0DER',
  purchasedAt: at('10T10:00'),
  shipBy: at('12T08:00'),
  status: 'unshipped',
  readyAt: null,
  confirmedAt: null,
  bornShipped: false,
  shipDate: null,
  cancelRequestedAt: null,
  cancelWithdrawnAt: null,
  ours: false,
  listedAt: null,
  ...change,
});
const now = at('15T00:00');
const judge = (change: Partial<DueOrder>, coverage?: Coverage) => judgeOrder(order(change), coverage, now);
const shipped = { status: 'shipped' } as const;

describe('an order', () => {
  it.each([
    ['confirmed before ship-by', { ...shipped, confirmedAt: at('12T07:59') }, 'in-time'],
    ['confirmed at ship-by', { ...shipped, confirmedAt: at('12T08:00') }, 'in-time'],
    ['confirmed after ship-by', { ...shipped, confirmedAt: at('12T08:01') }, 'late'],
    ['not confirmed, ship-by passed', {}, 'missing'],
    ['a part of it confirmed, ship-by passed', { status: 'partially_shipped' }, 'missing'],
    ['not confirmed, ship-by still to come', { shipBy: at('15T00:01') }, 'waiting'],
    ['cancelled', { status: 'cancelled' }, 'cancelled'],
    ['confirmed late and cancelled after', { status: 'cancelled', confirmedAt: at('13T00:00') }, 'late'],
    ['shipped at first sight, by its told ship date', { ...shipped, bornShipped: true, shipDate: at('11T12:00') }, 'in-time'],
    ['shipped at first sight, told a late ship date', { ...shipped, bornShipped: true, shipDate: at('12T12:00') }, 'late'],
    ['shipped at first sight, nothing told', { ...shipped, bornShipped: true }, 'unknown'],
    [
      'shipped at first sight: a later change is no confirmation',
      { ...shipped, bornShipped: true, confirmedAt: at('14T00:00') },
      'unknown',
    ],
  ] as const)('%s', (_, change, verdict) => {
    expect(judge(change).verdict).toBe(verdict);
  });

  it('has a time to its confirmation only where Amazon showed the moment', () => {
    expect(judge({ ...shipped, confirmedAt: at('11T11:30') })).toMatchObject({ minutes: 25 * 60 + 30, byShipDate: false });
    expect(judge({ ...shipped, bornShipped: true, shipDate: at('11T12:00') })).toMatchObject({ minutes: null, byShipDate: true });
    expect(judge({})).toMatchObject({ minutes: null, byShipDate: false });
  });

  it.each([
    ['asked before', { cancelRequestedAt: at('11T09:00') }, true],
    ['asked with the shipment itself', { cancelRequestedAt: at('11T11:00') }, false],
    ['asked after', { cancelRequestedAt: at('11T12:00') }, false],
    ['taken back before', { cancelRequestedAt: at('11T09:00'), cancelWithdrawnAt: at('11T10:00') }, false],
    ['gone from the answer that shows the shipment', { cancelRequestedAt: at('11T09:00'), cancelWithdrawnAt: at('11T11:00') }, true],
    ['taken back, then asked again', { cancelRequestedAt: at('11T10:00'), cancelWithdrawnAt: at('11T09:00') }, true],
  ] as const)('shipped at 11:00 on the 11th, the buyer %s', (_, change, expected) => {
    expect(judge({ ...shipped, confirmedAt: at('11T11:00'), ...change }).afterCancel).toBe(expected);
  });

  const coverage = { from: at('10T00:00'), to: at('14T00:00') };
  it.each([
    ['listed at once', { listedAt: at('10T10:05') }, coverage, 'taken'],
    ['listed an hour after the order', { listedAt: at('10T11:00') }, coverage, 'taken'],
    ['listed later', { listedAt: at('10T11:01') }, coverage, 'taken-late'],
    ['listed soon after its payment', { readyAt: at('11T10:00'), listedAt: at('11T10:30') }, coverage, 'taken'],
    ['not listed within the time of the list', {}, coverage, 'missed'],
    ['not listed, placed before the list begins', { purchasedAt: at('09T23:00') }, coverage, null],
    ['not listed, but the list ends too soon after it', { purchasedAt: at('13T23:30') }, coverage, null],
    ['not listed and cancelled', { status: 'cancelled' }, coverage, null],
    ['no list at all', {}, undefined, null],
  ] as const)('%s', (_, change, list, expected) => {
    expect(judge(change, list).list).toBe(expected);
  });
});

describe('a day', () => {
  const time = fc.integer({ min: 0, max: 14 * 24 * 60 }).map((minutes) => new Date(at('01T00:00').getTime() + minutes * 60_000));
  const maybe = fc.option(time, { nil: null });
  const anyOrder = fc.record({
    accountId: fc.constant('1'),
    orderId: fc.constant('x'),
    marketplaceId: fc.constant(''),
    purchasedAt: time,
    shipBy: time,
    status: fc.constantFrom('unshipped', 'partially_shipped', 'shipped', 'cancelled', 'pending', 'unfulfillable', 'unknown'),
    readyAt: maybe,
    confirmedAt: maybe,
    bornShipped: fc.boolean(),
    shipDate: maybe,
    cancelRequestedAt: maybe,
    cancelWithdrawnAt: maybe,
    ours: fc.boolean(),
    listedAt: maybe,
  });

  it('counts every order of the other tool once, and those of Waybill apart', () => {
    fc.assert(
      fc.property(fc.array(anyOrder), fc.option(fc.record({ from: time, to: time }), { nil: undefined }), time, (orders, coverage, now) => {
        const judged = orders.map((each) => judgeOrder(each, coverage, now));
        const sum = sumDay(judged);
        expect(sum.inTime + sum.late + sum.missing + sum.waiting + sum.cancelled + sum.unknown + sum.ours).toBe(sum.due);
        expect(sum.due).toBe(orders.length);
        expect(sum.afterCancel + sum.byShipDate).toBeLessThanOrEqual(sum.due - sum.ours);
        expect(sum.takenLate).toBeLessThanOrEqual(sum.listed);
        expect(sum.listed + sum.missed).toBeLessThanOrEqual(sum.due - sum.ours);
        const findings = judged.filter(isFinding).length;
        expect(findings).toBeGreaterThanOrEqual(Math.max(sum.late + sum.missing, sum.afterCancel, sum.missed + sum.takenLate));
      }),
    );
  });

  it('its times are those of its orders: median, nine of ten, the worst', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 }), (minutes) => {
        const judged = minutes.map((each) => judge({ ...shipped, confirmedAt: new Date(order().purchasedAt.getTime() + each * 60_000) }));
        const { times } = sumDay(judged);
        const atMost = (limit: number) => minutes.filter((each) => each <= limit).length;
        expect(times?.count).toBe(minutes.length);
        expect(times?.worst).toBe(Math.max(...minutes));
        for (const [limit, part] of [
          [times?.median, 0.5],
          [times?.p90, 0.9],
        ] as const) {
          expect(minutes).toContain(limit);
          expect(atMost(limit ?? -1)).toBeGreaterThanOrEqual(minutes.length * part);
          expect(atMost((limit ?? 0) - 1)).toBeLessThan(Math.max(1, minutes.length * part));
        }
      }),
    );
  });

  it('has no times where Amazon showed none', () => {
    expect(sumDay([judge({})]).times).toBeNull();
  });
});
