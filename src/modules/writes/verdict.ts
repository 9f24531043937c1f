import { foldedTracking } from './folded-tracking.ts';
import { shows } from './rules.ts';
import type { OrderNow, Write } from './write.ts';

/** How long Amazon may take to show a change that it may or may not have got, before it is sent again. */
export const settleMs = 15 * 60_000;

/** Waiting before the next read-back: 6 s after the first, growing to 30 minutes. */
export const readBackAfterMs = (reads: number): number => Math.min(1_800_000, 6_000 * 1.7 ** Math.min(reads, 12));

export type Verdict =
  | { kind: 'verified'; shown: Record<string, unknown> }
  | { kind: 'rejected'; reason: string }
  /** It certainly is not there: send it (again). */
  | { kind: 'resend' }
  /** Not shown yet; look again later. */
  | { kind: 'wait' };

/**
 * What Amazon's present answer about an order means for a write. `readAt` is when that answer was given by Amazon;
 * pure, so that every source of answers (sweep, read-back) comes to the same verdict.
 */
export function verdict(write: Write, order: OrderNow, readAt: Date): Verdict {
  if (write.kind === 'cancel') return cancelVerdict(write, order, readAt);
  const { payload } = write;
  const parcel = order.packages.find(({ reference }) => reference === payload.reference);
  if (shows(order, payload))
    return { kind: 'verified', shown: { reference: payload.reference, tracking: payload.trackingNumber, status: parcel?.status ?? null } };
  const twin =
    write.kind === 'confirm' && write.state === 'queued'
      ? undefined
      : order.packages.find(({ tracking }) => foldedTracking(tracking) === foldedTracking(payload.trackingNumber));
  if (twin && write.kind === 'confirm')
    return { kind: 'verified', shown: { reference: twin.reference, tracking: twin.tracking, status: twin.status } };
  if (order.status === 'cancelled') return { kind: 'rejected', reason: 'writes.rejected.orderCancelled' };
  if (write.state === 'queued') return { kind: 'wait' };
  if (write.receipt.refusal) return { kind: 'rejected', reason: 'writes.rejected.byAmazon' };
  if (write.kind === 'edit' && write.state === 'accepted' && parcel && write.payload.before && changedByOther(parcel, write.payload))
    return { kind: 'rejected', reason: 'writes.rejected.changedElsewhere' };
  return notShown(write, readAt);
}

function cancelVerdict(write: Write, order: OrderNow, readAt: Date): Verdict {
  if (order.status === 'cancelled') return { kind: 'verified', shown: { status: order.status } };
  if (order.status === 'shipped' && write.state === 'queued') return { kind: 'rejected', reason: 'writes.rejected.orderShipped' };
  if (write.state === 'queued') return { kind: 'wait' };
  if (write.receipt.refusal) return { kind: 'rejected', reason: 'writes.rejected.byAmazon' };
  if (order.status === 'shipped') return { kind: 'rejected', reason: 'writes.rejected.orderShipped' };
  return notShown(write, readAt);
}

/** Only a write whose answer was lost is ever sent again, and only after Amazon had time to show it. */
function notShown(write: Write, readAt: Date): Verdict {
  const lost = write.state === 'sent' && write.receipt.feedKey === undefined;
  const settled = write.sentAt !== null && readAt.getTime() - write.sentAt.getTime() >= settleMs;
  return lost && settled ? { kind: 'resend' } : { kind: 'wait' };
}

/** Neither what it was before the edit nor what the edit made of it. */
const changedByOther = (
  parcel: OrderNow['packages'][number],
  { before, trackingNumber }: { before?: { trackingNumber: string | null }; trackingNumber: string },
) => ![foldedTracking(before?.trackingNumber ?? null), foldedTracking(trackingNumber)].includes(foldedTracking(parcel.tracking));
