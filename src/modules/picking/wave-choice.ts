import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { calendarsOf, endOfDay, type LocationCalendar, lastDeparture } from '#src/modules/calendar/questions.ts';
import type { Stage } from '#src/modules/guards/contract.ts';
import { blockOf, guardsOf, isPremium } from '#src/modules/guards/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { type CandidateRow, candidateRows, claimRows, type PlaceRow, placeRow, shelfRows } from './candidate-views.ts';
import { type Candidate, type Choice, chooseOrders } from './choose-rules.ts';
import type { WavePreview, WaveRule } from './contract.ts';
import type { OrderKey } from './views.ts';

/** No more orders are looked at for one wave: those with the nearest deadlines. */
const mostCandidates = 2000;

/**
 * Which orders a rule takes now, with their lines, and why it leaves others out. `db` is open for all accounts, so that bins
 * are not planned twice; the orders are those of `accounts`. Throws NOT_FOUND for an unknown location.
 */
export async function choiceOf(
  db: Db,
  accounts: readonly AccountId[],
  rule: WaveRule,
  now: Date,
  only?: readonly OrderKey[],
): Promise<Choice & { place: PlaceRow }> {
  const place = await placeRow(db, rule.locationId);
  const calendar = (await calendarsOf(db)).get(rule.locationId);
  if (!place || !calendar) throw new AppError('NOT_FOUND', 'rule.locationId: there is no such location');
  const found = await candidateRows(db, accounts, only?.map(({ orderId }) => orderId) ?? null, mostCandidates);
  const rows = only ? found.filter((row) => only.some((key) => key.accountId === row.accountId && key.orderId === row.orderId)) : found;
  const claims = Map.groupBy(await claimRows(db, rows, rule.locationId), keyOf);
  const blocks = await blocksOf(db, rows);
  const candidates = rows.map(
    ({ programs, ...row }): Candidate => ({
      ...row,
      leaveBy: leaveBy(calendar, { ...row, programs }, now),
      claims: claims.get(keyOf(row)) ?? [],
      block: blocks.get(keyOf(row)) ?? null,
    }),
  );
  const productIds = [...new Set(candidates.flatMap((each) => each.claims.map(({ productId }) => productId)))];
  const shelves = await shelfRows(db, productIds, rule.locationId);
  const choice = chooseOrders(rule, candidates, shelves, {
    now,
    endOfToday: endOfDay(calendar, now),
    endOfTomorrow: endOfDay(calendar, now, 1),
  });
  return { ...choice, place };
}

/** When the order must be ready at the latest: by the calendar of the location and the times of its carrier. */
function leaveBy(calendar: LocationCalendar, { shipBy, programs, carrier }: CandidateRow, now: Date): Date | null {
  if (shipBy === null) return null;
  return lastDeparture(calendar, shipBy, now, { premium: isPremium(programs), carrier: carrier ?? '' }) ?? now;
}

/** What stands in the way of picking these orders, or of another stage, by account and id. */
export async function blocksOf(db: Db, orders: readonly OrderKey[], since?: ReadonlyMap<string, Date>, stage: Stage = 'pick') {
  const blocks = new Map<string, NonNullable<ReturnType<typeof blockOf>>>();
  for (const [accountId, own] of Map.groupBy(orders, (order) => order.accountId)) {
    const orderIds = own.map(({ orderId }) => orderId);
    for (const [orderId, guards] of await guardsOf(db, accountId, orderIds, { stage, since })) {
      const block = blockOf(guards);
      if (block) blocks.set(keyOf({ accountId, orderId }), block);
    }
  }
  return blocks;
}

export const keyOf = ({ accountId, orderId }: OrderKey): string => `${accountId}/${orderId}`;

/** The choice as a person sees it before the wave is made. */
export const previewOf = ({ chosen, leftOut, more }: Choice): WavePreview => ({
  orders: chosen.map(({ accountId, orderId, shipBy, service, lines, carrier }) => ({
    accountId,
    orderId,
    shipBy: shipBy?.toISOString() ?? null,
    service,
    units: lines.reduce((n, { quantity }) => n + quantity, 0),
    lines: lines.length,
    labelled: carrier !== null,
  })),
  units: chosen.flatMap(({ lines }) => lines).reduce((n, { quantity }) => n + quantity, 0),
  bins: new Set(chosen.flatMap(({ lines }) => lines.map(({ binId }) => binId))).size,
  more,
  leftOut: leftOut.map(({ order: { accountId, orderId }, why: { key, values } }) => ({ accountId, orderId, why: { key, values } })),
});
