import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { matchAlerts } from '#src/modules/notices/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import { slotStop } from './ask-slot.ts';
import { type ErrandRow, errandOf } from './errand.ts';
import { fileBinding, type HandoverDeps } from './handover-deps.ts';
import type { ErrandResult, Found, Messenger, Sent } from './ports.ts';
import { type ErrandChange, moveErrand, saveFile, unlist } from './store.ts';
import { dueErrands, nextErrandAt, oneErrand, orderOfSlot, troubles } from './views.ts';

type Messengers = Awaited<ReturnType<HandoverDeps['messengersOf']>>;

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
const farAhead = new Date('9999-01-01T00:00:00Z');
const mostTries = 3;
const toldMs = 3 * 86_400_000;
const unsureMs = 30 * 60_000;

/**
 * Due work `handover`: looks after what a dead process left, looks up what was lost, and does what was asked for, one errand
 * after the other. Runs for one account at a time only, which makes `sending` mean "left behind".
 */
export const runHandover =
  (deps: HandoverDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const next = () => database.read([accountId], (db) => nextErrandAt(db, accountId));
    if (await next()) {
      const now = clock.now();
      await database.write([accountId], async (tx) => {
        for (const errand of await dueErrands(tx, accountId, 'sending', farAhead, 500))
          await moveErrand(tx, errand, { state: 'unsure', reason: 'handover.reason.lostAnswer', nextAt: now });
      });
      const messengers = await deps.messengersOf(accountId);
      for (const errand of await database.read([accountId], (db) => dueErrands(db, accountId, 'unsure', now, 50)))
        await lookUp(deps, messengers, errand);
      for (const errand of await database.read([accountId], (db) => dueErrands(db, accountId, 'asked', clock.now(), 50)))
        await doErrand(deps, messengers, errand);
    }
    await database.write([accountId], (tx) => alertErrands(tx, accountId, clock.now()));
    const at = await next();
    if (!at) return 'rest';
    return at <= clock.now() ? later(clock.now(), 1000) : at;
  };

const messengerOf = (messengers: Messengers, { way }: ErrandRow): Messenger | undefined => (way === 'own' ? undefined : messengers[way]);

async function doErrand(deps: HandoverDeps, messengers: Messengers, asked: ErrandRow): Promise<void> {
  const { database, clock } = deps;
  const { accountId } = asked;
  const messenger = messengerOf(messengers, asked);
  const move = (errand: ErrandRow, change: ErrandChange) => database.write([accountId], (tx) => moveErrand(tx, errand, change));
  if (!messenger) {
    await move(asked, { state: 'asked', reason: 'handover.reason.noCarrier', nextAt: later(clock.now(), 60_000) });
    return;
  }
  const sending = await database.write([accountId], (tx) => intend(tx, asked, clock.now()));
  if (!sending) return;
  deps.onStep?.('errand.intended');
  let sent: Sent;
  try {
    sent = await messenger.send(errandOf(sending));
  } catch (error) {
    const setback = setbackOf(error, sending.attempts, clock.now());
    // Anything else may have happened after the call: it stays `sending`, and the next run looks it up.
    if (!setback) throw error;
    await move(sending, { state: 'asked', ...setback, attempt: -1 });
    return;
  }
  deps.onStep?.('errand.called');
  await database.write([accountId], (tx) => record(tx, deps, sending, sent));
  deps.onStep?.('errand.recorded');
  if (sent.kind !== 'taken') return;
  // What the carrier has is read back at once; it may be done already.
  const taken = await database.read([accountId], (db) => oneErrand(db, accountId, sending.errandId));
  if (taken?.state === 'unsure') await lookUp(deps, messengers, taken);
}

/** Asks once more whether it is still wanted, and commits the intention before the call. */
async function intend(tx: Tx, asked: ErrandRow, now: Date): Promise<ErrandRow | undefined> {
  const errand = await oneErrand(tx, asked.accountId, asked.errandId);
  if (errand?.state !== 'asked') return undefined;
  const order = errand.orderId === null ? undefined : await orderOfSlot(tx, errand.accountId, errand.orderId);
  const stop = order && slotStop(order, errand.kind === 'slot_change' || errand.attempts > 0);
  if (stop) {
    // An earlier try may have worked after all.
    const change =
      errand.attempts > 0 ? { state: 'unsure' as const, reason: 'handover.reason.checkingRefusal', nextAt: now } : refused(stop);
    await moveErrand(tx, errand, change);
    return undefined;
  }
  await moveErrand(tx, errand, { state: 'sending', attempt: 1, sentAt: now });
  return { ...errand, state: 'sending', attempts: errand.attempts + 1, sentAt: now };
}

const refused = (reason: string) => ({ state: 'refused' as const, reason });

async function record(tx: Tx, deps: HandoverDeps, errand: ErrandRow, sent: Sent): Promise<void> {
  const now = deps.clock.now();
  if (sent.kind === 'done') await recordDone(tx, deps, errand, sent.result);
  else if (sent.kind === 'taken') {
    await keepFile(tx, deps, errand, sent.result);
    const { number, facts, handle } = sent.result;
    await moveErrand(tx, errand, { state: 'unsure', reason: 'handover.reason.readBack', nextAt: now, number, result: { facts, handle } });
  } else if (sent.kind === 'unknown') await moveErrand(tx, errand, { state: 'unsure', reason: 'handover.reason.lostAnswer', nextAt: now });
  else if (errand.attempts > 1)
    // An earlier try may have worked, and then this one is refused: looked up once more before it is believed.
    await moveErrand(tx, errand, { state: 'unsure', reason: 'handover.reason.checkingRefusal', said: sent, nextAt: now });
  else await giveUp(tx, errand, { ...refused('handover.reason.byCarrier'), said: sent });
}

async function recordDone(tx: Tx, deps: HandoverDeps, errand: ErrandRow, result: ErrandResult): Promise<void> {
  const now = deps.clock.now();
  const { number, facts, handle } = result;
  const known = errand.result;
  const merged = { facts: { ...known.facts, ...facts }, handle: { ...known.handle, ...handle } };
  if (!(await moveErrand(tx, errand, { state: 'done', reason: null, doneAt: now, number, result: merged }))) return;
  await keepFile(tx, deps, errand, result);
}

async function keepFile(tx: Tx, { sealing, clock }: HandoverDeps, errand: ErrandRow, { file }: ErrandResult): Promise<void> {
  if (!file) return;
  const sealed = sealing.seal(file.bytes, fileBinding(errand.accountId, errand.errandId));
  await saveFile(tx, errand, { type: file.type, sealed }, clock.now());
}

/** It was not done: the labels of a manifest are free for another one. */
async function giveUp(tx: Tx, errand: ErrandRow, change: ErrandChange): Promise<void> {
  if ((await moveErrand(tx, errand, change)) && errand.kind === 'manifest') await unlist(tx, errand);
}

async function lookUp(deps: HandoverDeps, messengers: Messengers, errand: ErrandRow): Promise<void> {
  const { database, clock } = deps;
  const { accountId, looks, sentAt, result, reason } = errand;
  const messenger = messengerOf(messengers, errand);
  const wait = later(clock.now(), Math.min(900_000, 15_000 * 2 ** Math.min(looks, 6)));
  const stay = (why = reason, nextAt = wait) =>
    database.write([accountId], (tx) => moveErrand(tx, errand, { state: 'unsure', reason: why, nextAt, look: true }));
  if (!messenger) {
    await stay('handover.reason.noCarrier');
    return;
  }
  let found: Found;
  try {
    found = await messenger.find(errandOf(errand), { sentAt: sentAt ?? clock.now(), handle: result.handle ?? {} });
  } catch (error) {
    const setback = setbackOf(error, looks, clock.now());
    if (!setback) throw error;
    await stay(reason, setback.nextAt);
    return;
  }
  deps.onStep?.('errand.found');
  const isSettled = clock.now().getTime() - (sentAt?.getTime() ?? 0) >= messenger.settlesMs;
  if (found.kind === 'done') await database.write([accountId], (tx) => recordDone(tx, deps, errand, found.result));
  else if (found.kind === 'refused')
    await database.write([accountId], (tx) => giveUp(tx, errand, { ...refused('handover.reason.byCarrier'), said: found }));
  else if (found.kind === 'unclear') await stay('handover.reason.carrierSilent');
  else if (!isSettled) await stay();
  else if (reason === 'handover.reason.checkingRefusal' || errand.attempts >= mostTries)
    await database.write([accountId], (tx) => giveUp(tx, errand, refused('handover.reason.notThere')));
  else
    await database.write([accountId], (tx) =>
      moveErrand(tx, errand, { state: 'asked', reason: 'handover.reason.again', nextAt: clock.now() }),
    );
}

/** Alerts say what was refused, and what nobody knows the end of; a later errand that worked closes them. */
async function alertErrands(tx: Tx, accountId: AccountId, at: Date): Promise<void> {
  const rows = await troubles(tx, accountId, new Date(at.getTime() - toldMs), new Date(at.getTime() - unsureMs));
  const of = (state: ErrandRow['state']) =>
    rows
      .filter((row) => row.state === state)
      .map(({ errandId, kind, carrier, orderId, carrierCode }) => ({
        key: errandId,
        details: { what: kind, carrier, orderId, code: carrierCode },
      }));
  await matchAlerts(tx, { accountId, kind: 'handover.refused', alerts: of('refused'), at });
  await matchAlerts(tx, { accountId, kind: 'handover.unsure', alerts: of('unsure'), at });
}

/** When to try again after a call that certainly did nothing; undefined for an error that does not say so. */
function setbackOf(error: unknown, tries: number, now: Date): { nextAt: Date; reason: string } | undefined {
  if (!(error instanceof AppError)) return undefined;
  const nextAt = later(now, Math.min(900_000, 30_000 * 2 ** Math.min(tries, 5)));
  switch (error.code) {
    case 'AMAZON_THROTTLED':
      return { nextAt: error.data['nextAt'] instanceof Date ? error.data['nextAt'] : nextAt, reason: 'handover.reason.noQuota' };
    case 'AMAZON_UNAVAILABLE':
    case 'CARRIER_UNAVAILABLE':
      return { nextAt, reason: 'handover.reason.notReached' };
    case 'AMAZON_UNAUTHORISED':
    case 'CARRIER_UNAUTHORISED':
    case 'CARRIER_REFUSED':
    case 'AMAZON_REFUSED':
    case 'AMAZON_ANSWER':
      return { nextAt, reason: 'handover.reason.noAccess' };
    case 'READ_ONLY':
      return { nextAt, reason: 'handover.reason.readOnly' };
    default:
      return undefined;
  }
}
