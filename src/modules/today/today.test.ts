import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCalendar } from '#src/modules/calendar/index.ts';
import { calendarsOf, leaveBy } from '#src/modules/calendar/questions.ts';
import { passGuard } from '#src/modules/guards/index.ts';
import { annotate, takeIn } from '#src/modules/orders/index.ts';
import { leaveTimes, placeKey } from '#src/modules/packing/leaving.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { orderFacts } from '../../../tests/support/order-facts.ts';
import { autoCancelAt } from './auto-cancel-rules.ts';
import type { Stage, TodayQuery, TodayRow } from './contract.ts';
import { todayList, todayPageOf } from './questions.ts';
import { type Standing, stageOf } from './stage-rules.ts';

/** Friday, 20 November 2026, 10:00 in Los Angeles, where location 1 is; location 2 is in New York. */
const now = new Date('2026-11-20T18:00:00Z');
const hourMs = 3_600_000;

let desk: TestDesk;
let one: string;
let two: string;
let east: string;

beforeAll(async () => {
  desk = await testDesk();
  one = await desk.addAccount('One');
  two = await desk.addAccount('Two');
  east = await desk.database.write([], async (tx) => {
    await tx.query({ text: `UPDATE stock_location SET time_zone = 'America/Los_Angeles' WHERE location_id = 1` });
    const [row] = await tx.query<{ id: string }>({
      text: `INSERT INTO stock_location (name, country, region, time_zone, cut_off, currency, position, changed_at)
        VALUES ('East', 'US', 'NY', 'America/New_York', '17:00', 'USD', 2, $1) RETURNING location_id::text AS id`,
      values: [now],
    });
    return row?.id ?? '';
  });
  const working = { sunday: false, premiumSaturday: true, premiumSunday: false, handlingDays: 1, orderUntil: '14:00' };
  const cutOffs = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, carrier: 'ups', service: '', at: '18:30' }));
  await saveCalendar(
    desk,
    '1',
    { ...working, saturday: false, safetyMinutes: 15, cutOffs, holidays: [{ day: '2026-11-23', name: 'Stocktaking' }] },
    'Ana',
  );
  await saveCalendar(desk, east, { ...working, saturday: true, safetyMinutes: 0, cutOffs: [], holidays: [] }, 'Ana');
});
afterAll(() => desk.close());

type Made = { orderId: string; accountId: string; shipBy: Date | null; premium: boolean; places: string[]; carrier: string | null };

async function make(orders: readonly Made[]): Promise<void> {
  for (const accountId of new Set(orders.map((order) => order.accountId))) {
    const own = orders.filter((order) => order.accountId === accountId);
    await takeIn(
      { ...desk.intake, onTaken: [] },
      accountId,
      own.map(({ orderId, shipBy, premium }) => ({
        facts: orderFacts({
          orderId,
          purchasedAt: new Date(now.getTime() - 48 * hourMs),
          programs: premium ? ['PRIME'] : [],
          shipBy: shipBy ? { to: shipBy } : {},
        }),
        raw: {},
      })),
    );
    await desk.database.write([accountId], async (tx) => {
      for (const { orderId, places, carrier } of own) {
        for (const place of places)
          await tx.query({
            text: `INSERT INTO stock_allocation (account_id, order_id, item_id, product_id, location_id, quantity, objective, at) VALUES ($1, $2, '1', 7, $3, 1, 'x', $4)`,
            values: [accountId, orderId, place, now],
          });
        if (carrier !== null)
          await tx.query({
            text: `INSERT INTO label (account_id, order_id, request_key, kind, state, wish, offer, why, known_tracking, price, currency, confirmation, asked_by, asked_at, next_at)
              VALUES ($1, $2, $2, 'manual', 'bought', '{}', $3, '[]', '{}', 0, 'USD', 'asked', 'Ana', $4, $4)`,
            values: [accountId, orderId, JSON.stringify({ carrier, service: 'Ground' }), now],
          });
      }
    });
  }
}

const page = (query: TodayQuery & { cursor?: string; limit?: number } = {}) =>
  desk.database.read([one, two], (db) => todayPageOf(db, query, now));

/** All rows, page by page. */
async function walk(query: TodayQuery = {}, limit = 7): Promise<TodayRow[]> {
  const rows: TodayRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await page({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...items);
    if (next === null) return rows;
    cursor = next;
  }
}

describe("today's work", () => {
  it('is sorted by the last safe departure, as the calendars say, over locations, accounts and carriers', async () => {
    let seed = 7;
    const dice = (sides: number) => (seed = (seed * 48_271) % 2_147_483_647) % sides;
    const made: Made[] = Array.from({ length: 60 }, (_, n) => {
      const places = [[], ['1'], [east], ['1', east]][dice(4)] ?? [];
      return {
        orderId: `111-0000000-${String(n).padStart(7, '0')}`,
        accountId: dice(2) === 0 ? one : two,
        // Between two days ago and ten days ahead, and one in twelve without a date.
        shipBy: dice(12) === 0 ? null : new Date(now.getTime() + (dice(12 * 24) - 48) * hourMs),
        premium: dice(3) === 0,
        places,
        carrier: [null, 'UPS®', 'USPS'][dice(3)] ?? null,
      };
    });
    await make(made);
    const calendars = await desk.database.read([], calendarsOf);
    const expected = made.flatMap(({ orderId, accountId, shipBy, premium, places, carrier }) =>
      (places.length === 0 ? ['0'] : places).map((place) => {
        const calendar = calendars.get(place === '0' ? '1' : place);
        if (!calendar) throw new Error('no calendar');
        const at = shipBy ? leaveBy(calendar, shipBy, now, { premium, carrier: carrier ?? '' }) : undefined;
        return { key: `${at?.toISOString() ?? 'none'} ${orderId} ${accountId} ${place}`, at: at?.getTime() ?? Number.POSITIVE_INFINITY };
      }),
    );
    const rows = await walk();
    const keyOf = (row: TodayRow) => `${row.leaveBy ?? 'none'} ${row.orderId} ${row.accountId} ${row.locationId ?? '0'}`;
    expect(rows.map(keyOf).toSorted()).toEqual(expected.map(({ key }) => key).toSorted());
    // The packing station of each location says the same, by its own look at the order.
    for (const [locationId, here] of Map.groupBy(rows, (row) => row.locationId)) {
      const told = await desk.database.read([one, two], (db) => leaveTimes(db, here, { locationId, now }));
      expect(here.map((row) => told.get(placeKey(row))?.toISOString() ?? null)).toEqual(here.map(({ leaveBy: at }) => at));
    }
    // What is overdue stands first, by its ship-by; then what leaves next.
    const late = rows.filter(({ band }) => band === 'late');
    expect(late.length).toBeGreaterThan(2);
    expect(rows.slice(0, late.length)).toEqual(late);
    const due = late.map(({ shipBy }) => Date.parse(shipBy ?? ''));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    const times = rows.slice(late.length).map(({ leaveBy }) => (leaveBy === null ? Number.POSITIVE_INFINITY : Date.parse(leaveBy)));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const wrong = rows.filter(({ band, leaveBy, shipBy, estimated }) => {
      const leave = leaveBy === null ? Number.POSITIVE_INFINITY : Date.parse(leaveBy);
      const isLate = !estimated && Date.parse(shipBy ?? '') < now.getTime();
      if (isLate || band === 'late') return !isLate || band !== 'late';
      return leave < now.getTime() ? band !== 'lost' : band === 'lost' || (estimated && band !== 'later');
    });
    expect(wrong).toEqual([]);
    const { counts } = await page();
    const total = (of: 'rows' | 'premium') => (counts ?? []).reduce((sum, count) => sum + count[of], 0);
    expect(total('rows')).toBe(rows.length);
    expect(total('premium')).toBe(rows.filter(({ premium }) => premium).length);
    for (const location of ['1', east, '0'] as const) {
      const here = await walk({ location });
      const id = location === '0' ? null : location;
      expect(here.map(keyOf)).toEqual(rows.filter(({ locationId }) => locationId === id).map(keyOf));
      expect((counts ?? []).filter(({ locationId }) => locationId === id).reduce((sum, count) => sum + count.rows, 0)).toBe(here.length);
    }
    expect((await walk({ band: 'today', carrier: 'USPS' })).map(keyOf)).toEqual(
      rows.filter(({ band, label }) => band === 'today' && label?.carrier === 'USPS').map(keyOf),
    );
    const file = await desk.database.read([one, two], (db) => todayList(db, {}, now));
    expect(file.map(({ row }) => keyOf(row))).toEqual(rows.map(keyOf));
  });

  it.each([
    ['leaves today at the cut-off with the minutes to spare', '2026-11-21T07:59:59Z', false, 'today', '2026-11-20T21:45:00.000Z'],
    [
      'leaves tomorrow as a premium order, on the Saturday that is worked for these',
      '2026-11-22T07:59:59Z',
      true,
      'tomorrow',
      '2026-11-21T21:45:00.000Z',
    ],
    ['must leave today although it is due on Monday, a holiday', '2026-11-24T07:59:59Z', false, 'today', '2026-11-20T21:45:00.000Z'],
    ['can no longer be saved: nothing is collected before its ship-by', '2026-11-20T20:00:00Z', false, 'lost', '2026-11-19T21:45:00.000Z'],
    ['is late', '2026-11-20T07:59:59Z', false, 'late', '2026-11-19T21:45:00.000Z'],
    ['is for later', '2026-11-26T07:59:59Z', false, 'later', '2026-11-25T21:45:00.000Z'],
  ])('%s', async (name, shipBy, premium, band, leaveBy) => {
    const orderId = `222-${name.length}`;
    await make([{ orderId, accountId: one, shipBy: new Date(shipBy), premium, places: ['1'], carrier: null }]);
    const row = (await walk({ location: '1' }, 100)).find((each) => each.orderId === orderId);
    // Of what is lost or late, the departure that was missed.
    expect(row).toMatchObject({ band, leaveBy });
  });

  it('shows what a person has to decide, and leaves out what is shipped, cancelled, pending or of Amazon', async () => {
    const base = { accountId: two, shipBy: new Date('2026-11-25T07:59:59Z'), premium: false, places: [east], carrier: null };
    await make(['333-1', '333-2', '333-3', '333-4', '333-5'].map((orderId) => ({ ...base, orderId })));
    const changed = { updatedAt: now };
    const facts = [
      orderFacts({ ...changed, orderId: '333-2', status: { state: 'shipped', raw: 'SHIPPED' } }),
      orderFacts({ ...changed, orderId: '333-3', status: { state: 'cancelled', raw: 'CANCELLED' } }),
      orderFacts({ ...changed, orderId: '333-4', status: { state: 'pending', raw: 'PENDING' } }),
      orderFacts({ ...changed, orderId: '333-5', fulfilledBy: { state: 'amazon', raw: 'AMAZON' } }),
    ];
    await takeIn(
      { ...desk.intake, onTaken: [] },
      two,
      facts.map((each) => ({ facts: each, raw: {} })),
    );
    await annotate(desk, [{ accountId: two, orderId: '333-1' }], { addTags: [], removeTags: [], hold: 'Call the buyer', actor: 'Ana' });
    const found = await walk({ only: 'ask' });
    expect(found.map(({ orderId }) => orderId)).toEqual(['333-1']);
    expect(found[0]?.guards).toMatchObject([{ key: 'writes.warn.held', effect: 'ask', values: { by: 'Ana', reason: 'Call the buyer' } }]);
    expect((await walk()).filter(({ orderId }) => orderId.startsWith('333-')).length).toBe(1);
    const held = found[0]?.guards[0];
    await desk.database.write([two], (tx) =>
      passGuard(tx, two, '333-1', { key: held?.key ?? '', cause: held?.values['at'] ?? '', reason: 'She called' }, { person: 'Ana', now }),
    );
    expect(await walk({ only: 'ask' })).toEqual([]);
    expect((await walk()).find(({ orderId }) => orderId === '333-1')?.guards).toEqual([]);
  });

  it('says when Amazon cancels what is overdue, by the rule of its store', () => {
    // Thursday, 19 November 2026, 23:59:59 in Los Angeles: the seventh business day after is a Monday.
    const shipBy = new Date('2026-11-20T07:59:59Z');
    expect(autoCancelAt('ATVPDKIKX0DER', shipBy)?.toISOString()).toBe('2026-12-01T07:59:59.000Z');
    // Summer time ends on the way: it is the same hour of the day.
    expect(autoCancelAt('A1F83G8C2ARO7P', new Date('2026-10-21T22:59:59Z'))?.toISOString()).toBe('2026-10-30T23:59:59.000Z');
    expect(autoCancelAt('A2VIGQ35RCS4UG', shipBy)?.toISOString()).toBe('2026-11-25T07:59:59.000Z');
    expect(autoCancelAt('A21TJRUUN4KGV', shipBy)?.toISOString()).toBe('2026-11-21T07:59:59.000Z');
    expect(autoCancelAt('A1VC38T7YXB528', shipBy)).toBeUndefined();
  });

  it('is seen only as far as one sees accounts', async () => {
    const seen = await desk.database.read([two], (db) => todayPageOf(db, { limit: 200 }, now));
    expect(new Set(seen.items.map(({ accountId }) => accountId))).toEqual(new Set([two]));
    expect(seen.counts?.reduce((sum, { rows }) => sum + rows, 0)).toBe(seen.items.length);
  });

  it('takes only cursors of its own', async () => {
    await expect(page({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });
});

describe('where an order stands, in one word', () => {
  const nothing = { locationId: '1', pick: null, pack: null, label: null, batch: null, handover: null, track: null };
  const at = (progress: string) => ({ progress, waveId: '1', wave: 'Noon', tote: null });
  const bought = { state: 'bought', carrier: 'UPS', service: 'Ground' };
  const batch = (phase: string) => ({ batchId: '1', name: '', phase });
  const pack = (progress: string) => ({ progress, by: null });
  it.each([
    [null, {}],
    ['unplaced', { locationId: null }],
    ['waved', { pick: at('waved') }],
    ['batched', { locationId: null, batch: batch('ready') }],
    ['no_label', { batch: batch('refused'), pick: at('picked') }],
    ['labelled', { batch: batch('refused'), label: bought }],
    // The label waits for what is being picked or packed, and not the other way round.
    ['picking', { pick: at('picking'), label: bought, handover: 'listed' }],
    ['packing', { pick: at('picked'), pack: pack('open'), label: bought }],
    ['labelled', { pick: at('picked'), label: bought }],
    ['packed', { pick: at('picked'), pack: pack('packed') }],
    ['listed', { pack: pack('packed'), label: bought, handover: 'listed' }],
    ['loaded', { pick: at('picking'), label: bought, handover: 'loaded' }],
    ['moving', { label: bought, handover: 'handed', track: { state: 'accepted', exceptions: [] } }],
    ['handed', { label: bought, handover: 'handed', track: { state: 'label', exceptions: [] } }],
    ['exception', { handover: 'handed', track: { state: 'label', exceptions: ['no_scan'] } }],
    ['short', { pick: at('short'), label: bought }],
    ['put_back', { pick: at('put-back'), pack: pack('packed') }],
  ] as [Stage | null, Partial<Standing>][])('%s', (stage, standing) => {
    expect(stageOf({ ...nothing, ...standing })).toBe(stage);
  });
});
