import type { AccountId } from '#src/kernel/ids.ts';

/** What Amazon has shown of an order that a seller ships himself. Times are Amazon's own unless said otherwise. */
export type DueOrder = {
  accountId: AccountId;
  orderId: string;
  marketplaceId: string;
  purchasedAt: Date;
  shipBy: Date;
  status: string;
  /** The change that showed it ready to be shipped; `null` when it was so at first sight. */
  readyAt: Date | null;
  /** The change that first showed all of it shipped: the confirmation came then or before. */
  confirmedAt: Date | null;
  /** It was shipped at first sight: when it was confirmed nobody saw. */
  bornShipped: boolean;
  /** The ship date that whoever confirmed it has told, of the last parcel. */
  shipDate: Date | null;
  cancelRequestedAt: Date | null;
  cancelWithdrawnAt: Date | null;
  /** Waybill itself confirmed it. */
  ours: boolean;
  /** When the other tool had it, by its own list. */
  listedAt: Date | null;
};

/** The time that an account's imported list spans. */
export type Coverage = { from: Date; to: Date };

/**
 * in-time, late: confirmed. missing: ship-by has passed and Amazon shows no confirmation. waiting: ship-by is still to come.
 * cancelled: nothing to confirm. unknown: shipped, but Amazon shows neither when nor a ship date.
 */
export type Verdict = 'in-time' | 'late' | 'missing' | 'waiting' | 'cancelled' | 'unknown';
/** taken, taken-late: in the list. missed: the list spans its time and has it not. */
export type ListVerdict = 'taken' | 'taken-late' | 'missed' | null;

export type JudgedOrder = {
  order: DueOrder;
  verdict: Verdict;
  /** Minutes from the order to its confirmation, where Amazon showed the moment. */
  minutes: number | null;
  /** Its confirmation is known by the told ship date alone. */
  byShipDate: boolean;
  /** Shipped although the buyer had asked before to cancel. */
  afterCancel: boolean;
  list: ListVerdict;
};

const minuteMs = 60_000;
/** How long after an order is ready the other tool may take to have it. */
const takenWithinMs = 60 * minuteMs;

export function judgeOrder(order: DueOrder, coverage: Coverage | undefined, now: Date): JudgedOrder {
  const confirmedAt = order.bornShipped ? null : order.confirmedAt;
  const told = confirmedAt ?? (order.status === 'shipped' ? order.shipDate : null);
  const verdict: Verdict = told
    ? told > order.shipBy
      ? 'late'
      : 'in-time'
    : order.status === 'shipped'
      ? 'unknown'
      : order.status === 'cancelled'
        ? 'cancelled'
        : order.shipBy <= now
          ? 'missing'
          : 'waiting';
  return {
    order,
    verdict,
    minutes: confirmedAt ? Math.max(0, Math.round((confirmedAt.getTime() - order.purchasedAt.getTime()) / minuteMs)) : null,
    byShipDate: told !== null && confirmedAt === null,
    afterCancel: confirmedAt !== null && wasAskedBefore(order, confirmedAt),
    list: listVerdict(order, verdict, coverage),
  };
}

/** A request that was taken back before does not count; one that vanishes with the shipment itself does. */
function wasAskedBefore({ cancelRequestedAt: asked, cancelWithdrawnAt: withdrawn }: DueOrder, confirmedAt: Date): boolean {
  if (!asked || asked >= confirmedAt) return false;
  return !(withdrawn && withdrawn > asked && withdrawn < confirmedAt);
}

function listVerdict(order: DueOrder, verdict: Verdict, coverage: Coverage | undefined): ListVerdict {
  const ready = Math.max(order.purchasedAt.getTime(), order.readyAt?.getTime() ?? 0);
  if (order.listedAt) return order.listedAt.getTime() - ready > takenWithinMs ? 'taken-late' : 'taken';
  // One that was cancelled may never have been ready for another tool.
  if (!coverage || verdict === 'cancelled') return null;
  return ready >= coverage.from.getTime() && ready + takenWithinMs <= coverage.to.getTime() ? 'missed' : null;
}

export type DaySum = {
  /** All orders of the day; those that Waybill confirmed itself are only in `ours`. */
  due: number;
  inTime: number;
  late: number;
  missing: number;
  waiting: number;
  cancelled: number;
  unknown: number;
  ours: number;
  afterCancel: number;
  byShipDate: number;
  listed: number;
  missed: number;
  takenLate: number;
  /** Of those whose confirmation Amazon showed. */
  times: { count: number; median: number; p90: number; worst: number } | null;
};

export function sumDay(judged: readonly JudgedOrder[]): DaySum {
  const theirs = judged.filter(({ order }) => !order.ours);
  const count = (is: (one: JudgedOrder) => boolean) => theirs.filter(is).length;
  const of = (verdict: Verdict) => count((one) => one.verdict === verdict);
  const minutes = theirs.flatMap((one) => one.minutes ?? []).toSorted((a, b) => a - b);
  return {
    due: judged.length,
    inTime: of('in-time'),
    late: of('late'),
    missing: of('missing'),
    waiting: of('waiting'),
    cancelled: of('cancelled'),
    unknown: of('unknown'),
    ours: judged.length - theirs.length,
    afterCancel: count((one) => one.afterCancel),
    byShipDate: count((one) => one.byShipDate),
    listed: count(({ list }) => list === 'taken' || list === 'taken-late'),
    missed: count(({ list }) => list === 'missed'),
    takenLate: count(({ list }) => list === 'taken-late'),
    times:
      minutes.length === 0
        ? null
        : { count: minutes.length, median: rank(minutes, 0.5), p90: rank(minutes, 0.9), worst: minutes.at(-1) ?? 0 },
  };
}

/** Nearest rank: always a value that occurred. */
const rank = (sorted: readonly number[], part: number): number => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;

/** Worth a person's look. */
export const isFinding = ({ order, verdict, afterCancel, list }: JudgedOrder): boolean =>
  !order.ours && (verdict === 'late' || verdict === 'missing' || afterCancel || list === 'missed' || list === 'taken-late');
