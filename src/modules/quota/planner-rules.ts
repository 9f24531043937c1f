import { type Purpose, purposes } from './contract.ts';
import { type Bucket, readyAt, tokensAt } from './rules.ts';

/** What a caller may say about its hurry when it names no purpose. */
export type Priority = 'urgent' | 'normal' | 'background';

export const purposeOf: Readonly<Record<Priority, Purpose>> = { urgent: 'write', normal: 'upkeep', background: 'history' };

/** Somebody who was sent away, or who has more to ask: `calls` of them, in epoch milliseconds `since` and counting `until`. */
export type Waiting = { since: number; until: number; calls: number };
export type Queue = Partial<Record<Purpose, Waiting>>;

export type Ask = {
  operation: string;
  purpose: Purpose;
  /** Calls to make now. */
  want: number;
  /** Calls that will be asked for in all, these included; less valuable purposes leave room for them. */
  backlog?: number | undefined;
  now: Date;
};

/** The bucket and the queue as they are afterwards. From `nextAt` on it is worth asking again. */
export type Decision = { granted: number; nextAt: Date; tokens: number; refilledAt: Date; queue: Queue };

/** The share of a burst that each leaves for the unexpected, where a person or a deadline may come at any time. */
const reservedShare: Readonly<Record<Purpose, number>> = {
  person: 0,
  write: 0,
  deadline: 0,
  cancel: 0,
  new: 0.05,
  sweep: 0.05,
  upkeep: 0.05,
  reconcile: 0.15,
  history: 0.3,
};
const kept = new Set(['searchOrders', 'getOrder']);

/** Whole tokens that a call for this purpose must leave in the bucket. */
export const reserveOf = (operation: string, purpose: Purpose, burst: number): number =>
  kept.has(operation) ? Math.floor(burst * reservedShare[purpose]) : 0;

const value: Readonly<Record<Purpose, number>> = {
  person: 0,
  write: 1,
  deadline: 2,
  cancel: 3,
  new: 4,
  sweep: 4,
  upkeep: 4,
  reconcile: 5,
  history: 6,
};

const minute = 60_000;
/** After so long without a token a purpose gets the next one, whoever else waits: nothing starves. */
export const patienceMs: Readonly<Record<Purpose, number>> = {
  person: minute,
  write: 2 * minute,
  deadline: 5 * minute,
  cancel: 5 * minute,
  new: 20 * minute,
  sweep: 20 * minute,
  upkeep: 20 * minute,
  reconcile: 60 * minute,
  history: 120 * minute,
};

/** How long after it could be served a place in the queue is kept for somebody who does not come. */
const keptMs = 30_000;

/**
 * Amazon's bucket starts to refill when the first call arrives there, ours when it is decided upon. Starting this much
 * later keeps a slow first call from making ours the fuller one, which would end in a 429 on the last token.
 */
const arrivalMs = 1000;
/** Forgives rounding where a token is due at this very millisecond. */
const rounding = 1e-10;

/**
 * The planner's one decision: may this call have a token now? Yes, when enough are left for all who wait for something
 * more valuable, and for the unexpected. Who has waited beyond patience comes first, with one call.
 */
export function decide(bucket: Bucket, queue: Queue, ask: Ask): Decision {
  const { purpose, now } = ask;
  const at = now.getTime();
  const mine = alive(queue[purpose], at);
  const since = mine?.since ?? at;
  const overdue = at - since >= patienceMs[purpose];
  const ahead = purposes.flatMap((other) => {
    const waiting = other === purpose ? undefined : alive(queue[other], at);
    return waiting ? placesAhead(other, waiting, { purpose, since, overdue }, at) : [];
  });
  const left = ahead.reduce((sum, { calls }) => sum + calls, 0) + (overdue ? 0 : reserveOf(ask.operation, purpose, bucket.burst));
  const tokens = tokensAt(bucket, now);
  const blocked = bucket.blockedUntil !== null && bucket.blockedUntil > now;
  const free = blocked ? 0 : Math.floor(tokens + rounding - left);
  const granted = Math.max(0, Math.min(overdue ? 1 : ask.want, free));
  const refillsFrom = granted > 0 && tokens >= bucket.burst ? at + arrivalMs : at;
  const after: Bucket = {
    ...bucket,
    tokens: Math.max(0, tokens - granted),
    refilledAt: new Date(Math.max(bucket.refilledAt.getTime(), refillsFrom)),
  };
  const soonest = readyAt(after, 1, now).getTime();
  const filled = left + 1 > bucket.burst ? Number.POSITIVE_INFINITY : readyAt(after, left + 1, now).getTime();
  // Before there is enough for all: when a place ahead lapses, or patience ends.
  const endured = overdue && granted === 0 ? Number.POSITIVE_INFINITY : (granted > 0 ? at : since) + patienceMs[purpose];
  const changes = Math.min(...ahead.map(({ until }) => until + 1), endured);
  const nextAt = Math.min(filled, Math.max(soonest, changes));
  const calls = Math.max(0, (ask.backlog ?? ask.want) - granted);
  const place = { since: granted > 0 ? at : since, until: Math.max(at, granted > 0 ? soonest : nextAt) + keptMs, calls };
  return {
    granted,
    nextAt: new Date(nextAt),
    tokens: after.tokens,
    refilledAt: after.refilledAt,
    queue: placed(queue, purpose, place, at),
  };
}

const alive = (waiting: Waiting | undefined, at: number): Waiting | undefined => (waiting && waiting.until >= at ? waiting : undefined);

/** The tokens that must be left for another purpose, and until when. */
function placesAhead(
  other: Purpose,
  waiting: Waiting,
  me: { purpose: Purpose; since: number; overdue: boolean },
  at: number,
): { calls: number; until: number }[] {
  const { until } = waiting;
  if (at - waiting.since >= patienceMs[other]) return me.overdue && me.since <= waiting.since ? [] : [{ calls: 1, until }];
  return !me.overdue && value[other] < value[me.purpose] ? [{ calls: waiting.calls, until }] : [];
}

/** The queue without those who never came back. */
function placed(queue: Queue, purpose: Purpose, place: Waiting, at: number): Queue {
  const next: Queue = {};
  for (const each of purposes) {
    const waiting = each === purpose ? (place.calls > 0 ? place : undefined) : alive(queue[each], at);
    if (waiting) next[each] = waiting;
  }
  return next;
}
