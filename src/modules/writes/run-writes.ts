import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type IntakeDeps, quarantine, takeIn } from '#src/modules/orders/index.ts';
import type { Again } from '#src/platform/due.ts';
import { judgeWrites } from './judge.ts';
import type { OrderWriter, ShipmentConfirmation, WriteOutcome } from './ports.ts';
import { mayConfirm, mayEdit } from './rules.ts';
import { leftSending, moveWrite } from './store.ts';
import { readBackAfterMs } from './verdict.ts';
import { nextToRead, nextToSend, nextWriteAt, ordersNow, underWayOf } from './views.ts';
import type { PackagePayload, Write } from './write.ts';

export type WritesDeps = IntakeDeps & {
  /** The connection to Amazon of an account; undefined when it is not connected. */
  writerOf: (accountId: AccountId) => Promise<OrderWriter | undefined>;
  /** Told before and after each step that a kill could fall between; tests kill there. */
  onStep?: (step: Step) => void;
};

export type Step =
  | 'confirm.intended'
  | 'confirm.called'
  | 'confirm.recorded'
  | 'readback.called'
  | 'readback.recorded'
  | 'feed.built'
  | 'feed.uploading'
  | 'feed.uploaded'
  | 'feed.submitting'
  | 'feed.called'
  | 'feed.submitted'
  | 'feed.reported';

/** How many calls one run makes before it lets other work have a turn. */
const atOnce = 20;

/**
 * Due work `writes`: looks after what a dead process left, sends what is queued by deadline, and reads back what was
 * handed over. Runs for one account at a time only (the runner's lock), which is what makes `sending` mean "left behind".
 */
export const runWrites =
  (deps: WritesDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const writer = await deps.writerOf(accountId);
    if (!writer) return 'rest';
    await database.write([accountId], async (tx) => {
      for (const write of await leftSending(tx, accountId))
        await moveWrite(tx, write, { state: 'sent', reason: 'writes.reason.lostAnswer', nextAt: clock.now() }, clock.now());
    });
    const sendAgainAt = await sendQueued(deps, writer, accountId);
    const readAgainAt = await readBack(deps, writer, accountId);
    const next = await database.read([accountId], (db) => nextWriteAt(db, accountId));
    if (!next) return 'rest';
    // Out of quota for one of the two: what is due waits for the token, not for its own time.
    const earliest = [sendAgainAt, readAgainAt].filter((at): at is Date => at !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
    return earliest && next <= clock.now() ? earliest : next;
  };

/** Sends until nothing is due or the quota is used up; then the answer is when to come again. */
async function sendQueued(deps: WritesDeps, writer: OrderWriter, accountId: AccountId): Promise<Date | undefined> {
  const { database, clock } = deps;
  const queue = await database.read([accountId], (db) => nextToSend(db, accountId, clock.now(), atOnce));
  for (const write of queue) {
    if (write.kind === 'cancel') continue;
    if (write.kind === 'edit' && !(await readOrder(deps, writer, write))) continue;
    const intended = await database.write([accountId], (tx) => intend(tx, write, clock.now()));
    if (!intended) continue;
    deps.onStep?.('confirm.intended');
    const sending: Write = { ...write, state: 'sending' };
    let outcome: WriteOutcome;
    try {
      outcome = await writer.confirmShipment(confirmationOf(write.orderId, write.payload), { priority: 'urgent' });
    } catch (error) {
      // Whatever the port throws never reached Amazon.
      const nextAt =
        error instanceof AppError && error.data.nextAt instanceof Date ? error.data.nextAt : new Date(clock.now().getTime() + 30_000);
      const why = error instanceof AppError && error.code === 'AMAZON_THROTTLED' ? null : 'writes.reason.notReached';
      await database.write([accountId], (tx) => moveWrite(tx, sending, { state: 'queued', reason: why, nextAt }, clock.now()));
      if (error instanceof AppError) return nextAt;
      throw error;
    }
    deps.onStep?.('confirm.called');
    await database.write([accountId], (tx) => record(tx, sending, outcome, clock.now()));
    deps.onStep?.('confirm.recorded');
  }
  return undefined;
}

type Tx = Parameters<Parameters<WritesDeps['database']['write']>[1]>[0];

/** Asks the rules once more and, if they still allow it, commits the intention before the call. */
async function intend(tx: Tx, write: Write & { payload: PackagePayload }, now: Date): Promise<boolean> {
  const order = (await ordersNow(tx, write.accountId, [write.orderId])).get(write.orderId);
  if (!order || write.kind === 'cancel') return false;
  const others = (await underWayOf(tx, write.accountId, [write.orderId])).filter((other) => other.writeId !== write.writeId);
  const firstTry = write.attempts === 0;
  const ruling = write.kind === 'confirm' ? mayConfirm(order, write.payload, others, now) : mayEdit(order, write.payload, others, now);
  const elsewhere =
    write.kind === 'edit' &&
    order.packages.some(
      (parcel) => parcel.reference === write.payload.reference && parcel.tracking !== write.payload.before?.trackingNumber,
    );
  if (firstTry && (ruling.outcome === 'skip' || elsewhere)) {
    await moveWrite(
      tx,
      write,
      { state: 'rejected', reason: elsewhere ? 'writes.rejected.changedElsewhere' : ruling.reason.key, nextAt: now },
      now,
    );
    return false;
  }
  return moveWrite(tx, write, { state: 'sending', reason: null, attempt: true }, now);
}

async function record(tx: Tx, sending: Write, outcome: WriteOutcome, now: Date): Promise<void> {
  const soon = new Date(now.getTime() + readBackAfterMs(0));
  const { requestId } = outcome;
  if (outcome.kind === 'accepted') await moveWrite(tx, sending, { state: 'accepted', nextAt: soon, requestId }, now);
  else if (outcome.kind === 'unknown')
    await moveWrite(tx, sending, { state: 'sent', reason: 'writes.reason.lostAnswer', nextAt: soon, requestId }, now);
  else {
    // Believed only after a read-back: an earlier try may have worked, and then this one is refused.
    const [error] = outcome.errors;
    const refusal = { code: error?.code ?? String(outcome.status), message: error?.message ?? '' };
    await moveWrite(
      tx,
      sending,
      { state: 'sent', reason: 'writes.reason.checkingRefusal', nextAt: soon, requestId, receipt: { refusal } },
      now,
    );
  }
}

/** Reads orders of handed-over writes back until nothing is due or the quota is used up. */
async function readBack(deps: WritesDeps, writer: OrderWriter, accountId: AccountId): Promise<Date | undefined> {
  const { database, clock } = deps;
  const due = await database.read([accountId], (db) => nextToRead(db, accountId, clock.now(), atOnce));
  const seen = new Set<string>();
  for (const write of due) {
    if (seen.has(write.orderId)) continue;
    seen.add(write.orderId);
    try {
      await readOrder(deps, writer, write);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const nextAt = error.data.nextAt instanceof Date ? error.data.nextAt : new Date(clock.now().getTime() + readBackAfterMs(write.reads));
      if (error.code === 'AMAZON_THROTTLED') return nextAt;
      await database.write([accountId], (tx) =>
        moveWrite(tx, write, { state: write.state, reason: write.reason, nextAt, read: true }, clock.now()),
      );
    }
  }
  return undefined;
}

/** Fetches the order as it is at Amazon now, takes it in, and judges its writes by it in the same transaction. */
async function readOrder(deps: WritesDeps, writer: OrderWriter, write: Write): Promise<boolean> {
  const { clock } = deps;
  const { accountId, orderId } = write;
  const askedAt = clock.now();
  const found = await writer.getOrder(orderId, { priority: 'urgent' });
  deps.onStep?.('readback.called');
  const { requestId } = found;
  const understood =
    found.kind === 'order' && found.order.ok
      ? [{ facts: found.order.facts, raw: found.order.raw, ...(requestId === undefined ? {} : { requestId }) }]
      : [];
  await takeIn(deps, accountId, understood, async (tx) => {
    if (found.kind === 'order' && !found.order.ok) await quarantine(tx, deps, accountId, [{ ...found.order, orderId, source: 'get' }]);
    await judgeWrites(tx, accountId, [orderId], clock.now(), understood.length > 0 ? askedAt : undefined);
    if (understood.length === 0) {
      const later = new Date(clock.now().getTime() + readBackAfterMs(write.reads));
      await moveWrite(tx, write, { state: write.state, reason: write.reason, nextAt: later, read: true }, clock.now());
    }
  });
  deps.onStep?.('readback.recorded');
  return understood.length > 0;
}

const confirmationOf = (orderId: string, payload: PackagePayload): ShipmentConfirmation => ({
  orderId,
  marketplaceId: payload.marketplaceId,
  reference: payload.reference,
  carrierCode: payload.carrierCode,
  ...(payload.carrierName === undefined ? {} : { carrierName: payload.carrierName }),
  ...(payload.shippingMethod === undefined ? {} : { shippingMethod: payload.shippingMethod }),
  trackingNumber: payload.trackingNumber,
  shipDate: new Date(payload.shipDate),
  items: payload.items,
});
