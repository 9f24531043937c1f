import { createHash } from 'node:crypto';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import { amazonCarrier, carrierOf, checkTracking, identifyTracking } from '#src/modules/shipping/questions.ts';
import type { Database, Db } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { ConfirmPackage, WriteRequest } from './contract.ts';
import { foldedTracking } from './folded-tracking.ts';
import { mayCancel, mayConfirm, mayEdit, type Ruling, unshipped } from './rules.ts';
import { holdWrites, insertWrite, showWriteState } from './store.ts';
import { ordersNow, trackingElsewhere, underWayOf, writeOfKey } from './views.ts';
import type { OrderNow, PackagePayload, Write, WritePayload } from './write.ts';

export type PlannedRow = { accountId: AccountId; orderId: string; ruling: Ruling; write: WritePayload | null; deadline: Date | null };

/** What a request would do, row by row, without doing it. */
export async function previewWrites(
  { database, clock }: { database: Database; clock: Clock },
  request: WriteRequest,
): Promise<PlannedRow[]> {
  const rows: PlannedRow[] = [];
  for (const [accountId, part] of byAccount(request))
    rows.push(...(await database.read([accountId], (db) => plan(db, accountId, part, clock.now()))));
  return rows;
}

/**
 * Queues what the rules allow, each account in one transaction that looks once more. `key` makes the request repeatable:
 * the same key gives the same writes. Rows that are not allowed come back with their reason and stop nothing.
 */
export async function askWrites(
  { database, clock }: { database: Database; clock: Clock },
  request: WriteRequest,
  asked: { by: string; key: string },
): Promise<(PlannedRow & { writeId: string | null })[]> {
  const rows: (PlannedRow & { writeId: string | null })[] = [];
  for (const [accountId, part] of byAccount(request)) {
    const done = await database.write([accountId], async (tx) => {
      await holdWrites(tx, accountId);
      const now = clock.now();
      const planned = await plan(tx, accountId, part, now);
      const result: (PlannedRow & { writeId: string | null })[] = [];
      for (const [index, row] of planned.entries()) {
        if (!row.write || row.ruling.outcome === 'skip') {
          const writeId = await writeOfKey(tx, accountId, keyOf(asked.key, row, index));
          result.push({ ...row, writeId });
          continue;
        }
        const hash = createHash('sha256').update(JSON.stringify(row.write)).digest();
        const { writeId, added } = await insertWrite(
          tx,
          accountId,
          {
            ...row.write,
            orderId: row.orderId,
            idempotencyKey: keyOf(asked.key, row, index),
            hash,
            deadline: row.deadline,
            askedBy: asked.by,
          },
          now,
        );
        if (added) await appendEvents(tx, accountId, [queuedEvent(row, writeId, asked.by, now)]);
        result.push({ ...row, writeId });
      }
      const orderIds = [...new Set(result.flatMap((row) => (row.writeId === null ? [] : [row.orderId])))];
      if (orderIds.length > 0) await showWriteState(tx, accountId, orderIds);
      if (orderIds.length > 0) await poke(tx, accountId, request.action === 'cancel' ? 'feeds' : 'writes', now);
      return result;
    });
    rows.push(...done);
  }
  return rows;
}

const keyOf = (key: string, row: PlannedRow, index: number) => `${key}:${row.orderId}:${index}`;

const queuedEvent = (row: PlannedRow, writeId: string, by: string, at: Date) => ({
  orderId: row.orderId,
  at,
  kind: 'write.queued',
  origin: 'person',
  actor: by,
  source: 'desk',
  data: { writeId, write: row.write?.kind, ...row.write?.payload },
});

function byAccount(request: WriteRequest): Map<AccountId, WriteRequest> {
  const rows: readonly { accountId: AccountId }[] = request.action === 'cancel' ? request.orders : request.packages;
  const ids = [...new Set(rows.map((row) => row.accountId))].sort();
  return new Map(
    ids.map((id) => [
      id,
      request.action === 'cancel'
        ? { ...request, orders: request.orders.filter((row) => row.accountId === id) }
        : { ...request, packages: request.packages.filter((row) => row.accountId === id) },
    ]),
  ) as Map<AccountId, WriteRequest>;
}

async function plan(db: Db, accountId: AccountId, request: WriteRequest, now: Date): Promise<PlannedRow[]> {
  const rows = request.action === 'cancel' ? request.orders : request.packages;
  const orderIds = [...new Set(rows.map((row) => row.orderId))];
  const orders = await ordersNow(db, accountId, orderIds);
  const underWay = await underWayOf(db, accountId, orderIds);
  const elsewhere =
    request.action === 'cancel'
      ? []
      : await trackingElsewhere(
          db,
          accountId,
          request.packages.map((p) => p.trackingNumber.replace(/[\s-]+/g, '').toLowerCase()),
        );
  const planned: PlannedRow[] = [];
  for (const [index, row] of rows.entries()) {
    const order = orders.get(row.orderId);
    if (!order) {
      planned.push({
        accountId,
        orderId: row.orderId,
        ruling: { outcome: 'skip', reason: { key: 'writes.skip.notHere', values: {} } },
        write: null,
        deadline: null,
      });
      continue;
    }
    // What stands above in the same request counts as under way, so that two rows never promise the same unit.
    const busy = [
      ...underWay.filter((write) => write.orderId === row.orderId),
      ...planned.filter((p) => p.orderId === row.orderId && p.ruling.outcome !== 'skip' && p.write).map((p) => asIfQueued(p, now)),
    ];
    planned.push(
      request.action === 'cancel'
        ? planCancel(accountId, order, request.reason, busy)
        : planPackage(accountId, order, request.packages[index] ?? row, request.action, busy, elsewhere, now),
    );
  }
  return planned;
}

function planCancel(accountId: AccountId, order: OrderNow, reason: string, busy: readonly Write[]): PlannedRow {
  const payload = { marketplaceId: order.marketplaceId, reason, itemIds: order.items.map((item) => item.itemId) };
  const ruling = mayCancel(order, payload, busy);
  return { accountId, orderId: order.orderId, ruling, write: { kind: 'cancel', payload }, deadline: order.shipBy };
}

function planPackage(
  accountId: AccountId,
  order: OrderNow,
  asked: ConfirmPackage | { accountId: string; orderId: string },
  kind: 'confirm' | 'edit',
  busy: readonly Write[],
  elsewhere: readonly { key: string; orderId: string }[],
  now: Date,
): PlannedRow {
  if (!('trackingNumber' in asked)) throw new TypeError('a confirmation without a tracking number passed its schema');
  const payload = complete(order, asked, kind, busy, now);
  const row = (ruling: Ruling): PlannedRow => ({
    accountId,
    orderId: order.orderId,
    ruling,
    write: { kind, payload },
    deadline: order.shipBy,
  });
  const ruling = kind === 'confirm' ? mayConfirm(order, payload, busy, now) : mayEdit(order, payload, busy, now);
  if (ruling.outcome === 'skip') return row(ruling);
  if (!payload.carrierCode) return row({ outcome: 'skip', reason: { key: 'writes.skip.carrier', values: {} } });
  const carrier = payload.carrierCode === 'Other' ? (payload.carrierName ?? '') : payload.carrierCode;
  const check = checkTracking({
    carrier,
    number: payload.trackingNumber,
    orderId: order.orderId,
    skus: order.items.map((item) => item.sku),
  });
  if (check.outcome === 'refused')
    return row({ outcome: 'skip', reason: { key: 'writes.skip.tracking', values: { why: check.message, remedy: check.remedy } } });
  if (ruling.outcome === 'warning') return row(ruling);
  if (check.outcome === 'warning')
    return row({ outcome: 'warning', reason: { key: 'writes.warn.tracking', values: { why: check.message } } });
  const twin = elsewhere.find(
    ({ key, orderId }) => orderId !== order.orderId && key.toUpperCase() === foldedTracking(payload.trackingNumber),
  );
  if (twin) return row({ outcome: 'warning', reason: { key: 'writes.warn.trackingElsewhere', values: { order: twin.orderId } } });
  return row(ruling);
}

/** Fills in what the person left open: carrier from the number, all that is unshipped, now, and a reference of our own. */
function complete(order: OrderNow, asked: ConfirmPackage, kind: 'confirm' | 'edit', busy: readonly Write[], now: Date): PackagePayload {
  const country = marketplaceOf(order.marketplaceId)?.country ?? '';
  const before = order.packages.find((parcel) => parcel.reference === asked.reference);
  const number = identifyTracking(asked.trackingNumber, { country });
  const code = asked.carrierCode === undefined ? number.carriers[0]?.code : undefined;
  const carrier =
    asked.carrierCode === undefined ? (code === undefined ? { carrierCode: '' } : amazonCarrier(code, country)) : named(asked, country);
  const left = unshipped(order, busy);
  const items: PackagePayload['items'] =
    asked.items?.map(({ itemId, quantity, transparencyCodes }) => ({
      itemId,
      quantity,
      ...(transparencyCodes ? { transparencyCodes } : {}),
    })) ??
    (kind === 'edit' && before
      ? before.items.map(({ itemId, quantity }) => ({ itemId, quantity }))
      : order.items.flatMap(({ itemId }) => ((left.get(itemId) ?? 0) > 0 ? [{ itemId, quantity: left.get(itemId) ?? 0 }] : [])));
  return {
    marketplaceId: order.marketplaceId,
    reference: asked.reference ?? freeReference(order, busy, now),
    ...carrier,
    ...(asked.shippingMethod ? { shippingMethod: asked.shippingMethod } : {}),
    trackingNumber: number.normalised || asked.trackingNumber,
    shipDate: asked.shipDate ?? now.toISOString(),
    items,
    ...(kind === 'edit' ? { before: { trackingNumber: before?.tracking ?? null, carrierCode: before?.carrierCode ?? null } } : {}),
  };
}

/** A person may give any spelling; what we know is sent in Amazon's, the rest as it is. */
function named(asked: ConfirmPackage, country: string): { carrierCode: string; carrierName?: string } {
  if (asked.carrierCode === 'Other') return { carrierCode: 'Other', carrierName: asked.carrierName ?? '' };
  const ours = carrierOf(asked.carrierCode ?? '');
  return ours === undefined ? { carrierCode: asked.carrierCode ?? '' } : amazonCarrier(ours, country);
}

/**
 * A reference that nobody else uses: the same one at Amazon means an edit, and tools count from 1. Seconds since 1970,
 * moved on past those in use.
 */
function freeReference(order: OrderNow, busy: readonly Write[], now: Date): string {
  const used = new Set([
    ...order.packages.map((parcel) => parcel.reference),
    ...busy.flatMap((write) => (write.kind === 'cancel' ? [] : [write.payload.reference])),
  ]);
  let reference = Math.floor(now.getTime() / 1000);
  while (used.has(String(reference))) reference += 1;
  return String(reference);
}

const asIfQueued = (row: PlannedRow, now: Date): Write =>
  ({
    ...(row.write ?? { kind: 'cancel', payload: { marketplaceId: '', reason: '', itemIds: [] } }),
    accountId: row.accountId,
    writeId: '',
    orderId: row.orderId,
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
  }) as Write;
