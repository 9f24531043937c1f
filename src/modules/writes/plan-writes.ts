import type { AccountId } from '#src/kernel/ids.ts';
import { checkTracking } from '#src/modules/shipping/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { completePackage } from './complete-package.ts';
import type { ConfirmPackage, WriteRequest } from './contract.ts';
import { foldedTracking } from './folded-tracking.ts';
import { mayCancel, mayConfirm, mayEdit, type Ruling, skip, warn } from './rules.ts';
import { ordersNow, trackingElsewhere, underWayOf } from './views.ts';
import type { OrderNow, Write, WritePayload } from './write.ts';

export type PlannedRow = { accountId: AccountId; orderId: string; ruling: Ruling; write: WritePayload | null; deadline: Date | null };

/** One row of a request: a package to confirm or edit, or an order to cancel. */
export type AskedRow =
  | { action: 'confirm' | 'edit'; orderId: string; asked: ConfirmPackage }
  | { action: 'cancel'; orderId: string; reason: string };

export const askedRows = (request: WriteRequest): (AskedRow & { accountId: AccountId })[] =>
  request.action === 'cancel'
    ? request.orders.map(({ accountId, orderId }) => ({ action: 'cancel', accountId, orderId, reason: request.reason }))
    : request.packages.map((asked) => ({ action: request.action, accountId: asked.accountId, orderId: asked.orderId, asked }));

type Elsewhere = readonly { key: string; orderId: string }[];

/** What these rows of one account would do, in their order, by what the tables show now. */
export async function planWrites(db: Db, accountId: AccountId, rows: readonly AskedRow[], now: Date): Promise<PlannedRow[]> {
  const orderIds = [...new Set(rows.map((row) => row.orderId))];
  const numbers = rows.flatMap((row) =>
    row.action === 'cancel' ? [] : [{ key: foldedTracking(row.asked.trackingNumber).toLowerCase(), orderId: row.orderId }],
  );
  const orders = await ordersNow(db, accountId, orderIds);
  // What stands above in the same request counts as under way, so that two rows never promise the same unit.
  const busy = new Map<string, Write[]>();
  for (const write of await underWayOf(db, accountId, orderIds)) busy.set(write.orderId, [...(busy.get(write.orderId) ?? []), write]);
  const keys = numbers.map(({ key }) => key);
  const elsewhere = numbers.length === 0 ? [] : [...(await trackingElsewhere(db, accountId, keys)), ...numbers];
  return rows.map((row) => {
    const order = orders.get(row.orderId);
    if (!order) return { accountId, orderId: row.orderId, ruling: skip('writes.skip.notHere'), write: null, deadline: null };
    const others = busy.get(row.orderId) ?? [];
    const { ruling, write } =
      row.action === 'cancel' ? planCancel(order, row.reason, others) : planPackage(order, row, others, elsewhere, now);
    if (ruling.outcome !== 'skip') busy.set(row.orderId, [...others, asIfQueued(accountId, row.orderId, write, now)]);
    return { accountId, orderId: row.orderId, ruling, write, deadline: order.shipBy };
  });
}

function planCancel(order: OrderNow, reason: string, busy: readonly Write[]): { ruling: Ruling; write: WritePayload } {
  const open = order.items.filter((item) => item.shipped + item.cancelled < item.quantity);
  const payload = {
    marketplaceId: order.marketplaceId,
    reason,
    itemIds: open.map((item) => item.itemId),
    cancelledBefore: open.reduce((sum, item) => sum + item.cancelled, 0),
  };
  return { ruling: mayCancel(order, payload, busy), write: { kind: 'cancel', payload } };
}

function planPackage(
  order: OrderNow,
  { action, asked }: Exclude<AskedRow, { action: 'cancel' }>,
  busy: readonly Write[],
  elsewhere: Elsewhere,
  now: Date,
): { ruling: Ruling; write: WritePayload } {
  const payload = completePackage(order, asked, action, busy, now);
  const ruling = action === 'confirm' ? mayConfirm(order, payload, busy, now) : mayEdit(order, payload, busy, now);
  const write: WritePayload = { kind: action, payload };
  if (ruling.outcome === 'skip') return { ruling, write };
  const { reference, trackingNumber, carrierCode, carrierName } = payload;
  if (action === 'confirm' && order.references.includes(reference))
    return { ruling: skip('writes.skip.referenceTaken', { reference }), write };
  if (!carrierCode || (carrierCode === 'Other' && !carrierName)) return { ruling: skip('writes.skip.carrier'), write };
  const check = checkTracking({
    carrier: carrierCode === 'Other' ? (carrierName ?? '') : carrierCode,
    number: asked.trackingNumber,
    orderId: order.orderId,
    skus: order.items.map((item) => item.sku),
  });
  if (check.outcome === 'refused') return { ruling: skip('writes.skip.tracking', { why: check.message, remedy: check.remedy }), write };
  if (ruling.outcome === 'warning') return { ruling, write };
  if (check.outcome === 'warning') return { ruling: warn('writes.warn.tracking', { why: check.message }), write };
  const key = foldedTracking(trackingNumber).toLowerCase();
  const twin = elsewhere.find((other) => other.orderId !== order.orderId && other.key === key);
  if (twin) return { ruling: warn('writes.warn.trackingElsewhere', { order: twin.orderId }), write };
  return { ruling, write };
}

const asIfQueued = (accountId: AccountId, orderId: string, write: WritePayload, now: Date): Write => ({
  ...write,
  accountId,
  writeId: '',
  orderId,
  state: 'queued',
  reason: null,
  amazonCode: null,
  amazonMessage: null,
  deadline: null,
  askedBy: '',
  askedAt: now,
  nextAt: now,
  attempts: 0,
  reads: 0,
  sentAt: null,
  acceptedAt: null,
  verifiedAt: null,
  receipt: {},
});
