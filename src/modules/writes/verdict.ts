import { differs, isForeign, parcelOf, sameTracking, showsConfirm, showsEdit, twinOf } from './parcels.ts';
import type { CancelPayload, OrderNow, PackagePayload, Write } from './write.ts';

/** How long Amazon may take to show a change that it may or may not have got, before it is sent again. */
export const settleMs = 15 * 60_000;
/** After this long without showing, an accepted change is called late, and a person may send it again. */
export const lateMs = 60 * 60_000;

/** Waiting before the next read-back: 6 s after the first, growing to 30 minutes. */
export const readBackAfterMs = (reads: number): number => Math.min(1_800_000, 6_000 * 1.7 ** Math.min(reads, 12));

export type Verdict =
  /** `reason` where somebody else had a part in it. */
  | { kind: 'verified'; shown: Record<string, unknown>; reason?: string }
  | { kind: 'rejected'; reason: string }
  /** It certainly is not there: send it (again). */
  | { kind: 'resend' }
  /** Not shown yet; look again later. `late` when that has gone on for long. */
  | { kind: 'wait'; late: boolean };

/**
 * What Amazon's present answer about an order means for a write. `readAt` is when that answer was given by Amazon;
 * pure, so that every source of answers (sweep, read-back) comes to the same verdict.
 */
export function verdict(write: Write, order: OrderNow, readAt: Date): Verdict {
  // Refused, but an earlier try had worked: only what shows counts.
  if (write.state === 'rejected') return shownLate(write, order);
  if (write.kind === 'cancel') return cancelVerdict(write, write.payload, order, readAt);
  return write.kind === 'edit' ? editVerdict(write, write.payload, order, readAt) : confirmVerdict(write, write.payload, order, readAt);
}

const waiting: Verdict = { kind: 'wait', late: false };

/** Nothing of it has ever left for Amazon: what shows is somebody else's doing. */
const isUnsent = ({ state, attempts }: Write) => state === 'queued' && attempts === 0;
const elsewhere = (write: Write) => (isUnsent(write) ? { reason: 'writes.reason.doneElsewhere' } : {});

function confirmVerdict(write: Write, payload: PackagePayload, order: OrderNow, readAt: Date): Verdict {
  if (showsConfirm(order, payload)) return { ...shown(order, payload), ...elsewhere(write) };
  const parcel = parcelOf(order, payload.reference);
  // The reference is ours alone: our package came, and somebody has changed it since. Sending again would undo that.
  // Where only contents are missing, Amazon may not have said all of it yet.
  if (parcel && !isUnsent(write))
    return !sameTracking(parcel.tracking, payload.trackingNumber) || isSettled(write.sentAt, readAt)
      ? { kind: 'verified', shown: { ...parcel }, reason: 'writes.reason.changedSince' }
      : waiting;
  const twin = twinOf(order, payload);
  if (twin) return { kind: 'verified', shown: { ...twin }, reason: 'writes.reason.doneElsewhere' };
  return common(write, order, readAt);
}

function editVerdict(write: Write, payload: PackagePayload, order: OrderNow, readAt: Date): Verdict {
  if (showsEdit(order, payload, !isUnsent(write))) return { ...shown(order, payload), ...elsewhere(write) };
  const parcel = parcelOf(order, payload.reference);
  const { before } = payload;
  if (parcel && before && (write.state === 'queued' ? differs(parcel, before) : isForeign(parcel, payload, before)))
    return { kind: 'rejected', reason: 'writes.rejected.changedElsewhere' };
  return common(write, order, readAt);
}

function cancelVerdict(write: Write, { itemIds, cancelledBefore }: CancelPayload, order: OrderNow, readAt: Date): Verdict {
  if (order.status === 'cancelled') return { kind: 'verified', shown: { status: order.status }, ...elsewhere(write) };
  if (write.state === 'queued') return order.status === 'shipped' ? { kind: 'rejected', reason: 'writes.rejected.orderShipped' } : waiting;
  // Somebody shipped a part meanwhile, and the rest was cancelled.
  const meant = order.items.filter((item) => itemIds.includes(item.itemId));
  const isOver = meant.length > 0 && meant.every((item) => item.shipped + item.cancelled >= item.quantity);
  if (isOver && meant.reduce((sum, item) => sum + item.cancelled, 0) > cancelledBefore)
    return { kind: 'verified', shown: { status: order.status }, reason: 'writes.reason.restCancelled' };
  if (write.receipt.refusal) return { kind: 'rejected', reason: 'writes.rejected.byAmazon' };
  if (order.status === 'shipped') return { kind: 'rejected', reason: 'writes.rejected.orderShipped' };
  return notShown(write, readAt);
}

function common(write: Write, order: OrderNow, readAt: Date): Verdict {
  if (order.status === 'cancelled') return { kind: 'rejected', reason: 'writes.rejected.orderCancelled' };
  if (write.state === 'queued') return waiting;
  if (write.receipt.refusal) return { kind: 'rejected', reason: 'writes.rejected.byAmazon' };
  return notShown(write, readAt);
}

function shownLate(write: Write, order: OrderNow): Verdict {
  if (write.attempts === 0 || write.kind === 'cancel') return waiting;
  const isThere = write.kind === 'confirm' ? showsConfirm(order, write.payload) : showsEdit(order, write.payload, false);
  return isThere ? { ...shown(order, write.payload), reason: 'writes.reason.shownLate' } : waiting;
}

const shown = (order: OrderNow, payload: PackagePayload): Verdict & { kind: 'verified' } => ({
  kind: 'verified',
  shown: { ...parcelOf(order, payload.reference) },
});

const isSettled = (since: Date | null, readAt: Date) => since !== null && readAt.getTime() - since.getTime() >= settleMs;

/** Only a write whose answer was lost is ever sent again, and only after Amazon had time to show it. */
function notShown({ state, receipt, sentAt, acceptedAt }: Write, readAt: Date): Verdict {
  const doubtSince = receipt.doubtSince === undefined ? null : new Date(receipt.doubtSince);
  if (state === 'sent' && isSettled(receipt.feedKey === undefined ? sentAt : doubtSince, readAt)) return { kind: 'resend' };
  return { kind: 'wait', late: state === 'accepted' && acceptedAt !== null && readAt.getTime() - acceptedAt.getTime() >= lateMs };
}
