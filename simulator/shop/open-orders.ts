import type { SimOrder } from '../store/sim-order.ts';
import { type Draft, draftOrder } from './draft-order.ts';
import { paidAt, waiting, withCancelRequest, withParcel } from './history.ts';
import { partOfContent } from './parcels.ts';
import { cancelRequestReasons } from './phrases.ts';
import { promiseFor } from './promise.ts';
import type { Random } from './random.ts';
import type { Wishes } from './traits.ts';

/** Orders that stand on the desk today, so that a demo never begins with an empty one. */
export type OpenKind = 'pending' | 'unshipped' | 'overdue' | 'cancel-request' | 'partial';

const minute = 60_000;
const hour = 60 * minute;
const shares: readonly (readonly [OpenKind, number])[] = [
  ['unshipped', 0.032],
  ['pending', 0.004],
  ['overdue', 0.003],
  ['cancel-request', 0.003],
  ['partial', 0.004],
];

/**
 * How many of `count` orders are open in which way; a shop of a hundred orders or more has at least three of each.
 * `toShip` says how many of them the seller has to ship, in the same proportions.
 */
export function openKinds(count: number, toShip?: number): OpenKind[] {
  const least = count >= 100 ? 3 : 0;
  const usual = shares.map(([kind, share]) => [kind, Math.max(least, Math.round(count * share))] as const);
  const some = (kind: OpenKind, length: number): OpenKind[] => Array.from({ length }, () => kind);
  if (toShip === undefined) return usual.flatMap(([kind, number]) => some(kind, number));
  const all = usual.reduce((sum, [kind, number]) => sum + (kind === 'pending' ? 0 : number), 0);
  const scaled = usual.flatMap(([kind, number]) => {
    if (kind === 'unshipped') return [];
    return some(kind, kind === 'pending' ? number : Math.floor((number / Math.max(1, all)) * toShip));
  });
  return [...some('unshipped', toShip - scaled.filter((kind) => kind !== 'pending').length), ...scaled];
}

type Place = Pick<Draft, 'sellerId' | 'marketplaceId' | 'orderId'> & { noSpecial: boolean };

/** An order of that kind as it stands at `now`. */
export function openOrder(random: Random, kind: OpenKind, place: Place, now: number): SimOrder {
  const { noSpecial } = place;
  if (kind === 'pending') {
    const order = draftOrder(random, { ...place, createdAt: now - random.int(minute, 20 * minute), wishes: { noSpecial } });
    const what = random.chance(0.08) ? 'cancel-by-buyer' : 'authorise-payment';
    return waiting(order, { at: Math.max(now, order.createdAt) + random.int(minute, 15 * minute), what });
  }
  const wishes: Wishes = { noSpecial: noSpecial || kind === 'partial', fulfilledBy: 'MERCHANT', leastUnits: kind === 'partial' ? 2 : 1 };
  const draft = draftOrder(random, { ...place, createdAt: now, wishes });
  const createdAt = kind === 'overdue' ? overdueSince(random, draft, now) : openSince(random, draft, now);
  const payment = Math.min(now, createdAt + random.int(5_000, 20 * minute));
  // A pre-order that can be shipped was released.
  const order = paidAt({ ...draft, createdAt, updatedAt: createdAt }, payment);
  if (kind === 'cancel-request')
    return withCancelRequest(order, Math.round(random.between(payment, now)), random.pick(cancelRequestReasons));
  if (kind === 'partial') {
    const shippedAt = Math.round(random.between(payment, now));
    return withParcel(order, partOfContent(random, order.items), random, { shippedAt, now, showDelay: 0 });
  }
  return order;
}

/** An instant of the last days from which the ship-by window still reaches beyond `now`. */
function openSince(random: Random, order: SimOrder, now: number): number {
  let age = random.between(0.4 * hour, 60 * hour);
  while (promiseFor(order, now - age).shipBy.latest <= now) age *= 0.7;
  return Math.round(now - age);
}

/** An instant far enough back that the ship-by window is over by now, but Amazon has not lost its patience. */
function overdueSince(random: Random, order: SimOrder, now: number): number {
  let age = random.between(40 * hour, 90 * hour);
  while (promiseFor(order, now - age).shipBy.latest > now) age += 12 * hour;
  return Math.round(now - age);
}
