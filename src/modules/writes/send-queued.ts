import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { inTurn } from './in-turn.ts';
import { judgeWrites } from './judge.ts';
import type { OrderWriter, ShipmentConfirmation, WriteOutcome } from './ports.ts';
import { readOrder } from './read-back.ts';
import { holdBack, holdsBack, type Mode } from './read-only.ts';
import { mayConfirm, mayEdit, rejectionOf } from './rules.ts';
import type { WritesDeps } from './run-writes.ts';
import { setbackOf } from './setback.ts';
import { moveWrite } from './store.ts';
import { readBackAfterMs } from './verdict.ts';
import { nextToSend, oneWrite, ordersNow, underWayOf } from './views.ts';
import type { OrderNow, PackagePayload, Write } from './write.ts';

type PackageWrite = Exclude<Write, { kind: 'cancel' }>;

/** Sends until nothing is due or the quota is used up; then the answer is when to come again. */
export async function sendQueued(deps: WritesDeps, writer: OrderWriter, accountId: AccountId, atOnce: number): Promise<Date | undefined> {
  const { database, clock } = deps;
  const queue = await database.read([accountId], (db) => nextToSend(db, accountId, clock.now(), atOnce));
  for (const write of queue) {
    if (write.kind === 'cancel' || !(await isLookedAt(deps, writer, write))) continue;
    const sending = await inTurn(database, accountId, (tx) => intend(tx, write, clock.now(), deps));
    if (!sending) continue;
    deps.onStep?.('confirm.intended');
    let outcome: WriteOutcome;
    try {
      outcome = await writer.confirmShipment(confirmationOf(sending.orderId, sending.payload), { priority: 'urgent' });
    } catch (error) {
      const setback = setbackOf(error, write.attempts, clock.now());
      // Anything else may have happened after the call: it stays `sending`, and the next run reads back.
      if (!setback) throw error;
      const { reason, nextAt } = setback;
      await inTurn(database, accountId, (tx) => moveWrite(tx, sending, { state: 'queued', reason, nextAt, attempt: -1 }, clock.now()));
      return nextAt;
    }
    deps.onStep?.('confirm.called');
    await inTurn(database, accountId, (tx) => record(tx, sending, outcome, clock.now()));
    deps.onStep?.('confirm.recorded');
  }
  return undefined;
}

/**
 * Where Amazon itself would not stop us from overwriting or doubling what somebody else has done, the order is read
 * first: before an edit, and before a confirmation that leaves units over.
 */
async function isLookedAt(deps: WritesDeps, writer: OrderWriter, write: PackageWrite): Promise<boolean> {
  const { database, clock } = deps;
  const { accountId, orderId } = write;
  const order = (await database.read([accountId], (db) => ordersNow(db, accountId, [orderId]))).get(orderId);
  if (write.kind === 'confirm' && order && !leavesUnits(order, write.payload)) return true;
  const putOff = (nextAt: Date, reason: string | null) =>
    inTurn(database, accountId, (tx) => moveWrite(tx, write, { state: 'queued', reason, nextAt }, clock.now()));
  try {
    if (await readOrder(deps, writer, accountId, orderId)) return true;
    await putOff(new Date(clock.now().getTime() + 60_000), 'writes.reason.notReadable');
  } catch (error) {
    const setback = setbackOf(error, 1, clock.now());
    if (!setback) throw error;
    await putOff(setback.nextAt, setback.reason);
  }
  return false;
}

const leavesUnits = (order: OrderNow, { items }: PackagePayload) =>
  order.items.some(({ itemId, quantity, shipped, cancelled }) => {
    const asked = items.find((item) => item.itemId === itemId)?.quantity ?? 0;
    return quantity - shipped - cancelled > asked;
  });

/** Asks the mode and the rules once more and, if they still allow it, commits the intention before the call. */
async function intend(tx: Tx, queued: PackageWrite, now: Date, mode: Mode): Promise<PackageWrite | undefined> {
  const { accountId, orderId, writeId } = queued;
  if (await holdsBack(tx, accountId, mode)) {
    await holdBack(tx, accountId, now);
    return undefined;
  }
  await judgeWrites(tx, accountId, [orderId], now);
  const write = await oneWrite(tx, accountId, writeId);
  if (!write || write.kind === 'cancel' || write.state !== 'queued') return undefined;
  const order = (await ordersNow(tx, accountId, [orderId])).get(orderId);
  const others = (await underWayOf(tx, accountId, [orderId])).filter((other) => other.writeId !== writeId);
  const ruling = order && (write.kind === 'confirm' ? mayConfirm : mayEdit)(order, write.payload, others, now);
  if (!ruling || ruling.outcome === 'skip') {
    await moveWrite(tx, write, { state: 'rejected', reason: ruling ? rejectionOf(ruling) : 'writes.skip.notHere' }, now);
    return undefined;
  }
  return (await moveWrite(tx, write, { state: 'sending', attempt: 1 }, now)) ? { ...write, state: 'sending' } : undefined;
}

async function record(tx: Tx, sending: Write, outcome: WriteOutcome, now: Date): Promise<void> {
  const { requestId } = outcome;
  const next = { nextAt: new Date(now.getTime() + readBackAfterMs(0)), requestId };
  if (outcome.kind === 'accepted') await moveWrite(tx, sending, { state: 'accepted', ...next }, now);
  else if (outcome.kind === 'unknown') await moveWrite(tx, sending, { state: 'sent', reason: 'writes.reason.lostAnswer', ...next }, now);
  else {
    // Believed only after a read-back: an earlier try may have worked, and then this one is refused.
    const receipt = { refusal: refusalOf(outcome) };
    await moveWrite(tx, sending, { state: 'sent', reason: 'writes.reason.checkingRefusal', receipt, ...next }, now);
  }
}

/** Amazon's first error, in all its words. */
export function refusalOf({ status, errors }: WriteOutcome & { kind: 'rejected' }): { code: string; message: string } {
  const [error] = errors;
  const words = [error?.message, error?.details].filter((text) => text !== undefined && text !== '');
  return { code: error?.code || String(status), message: words.join(' ') };
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
