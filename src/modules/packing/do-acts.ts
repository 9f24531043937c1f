import { AppError } from '#src/kernel/app-error.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ActResult, ActsAnswer, PackAct, StationState } from './contract.ts';
import { finishParcel } from './finish-parcel.ts';
import { loadOrder } from './load-order.ts';
import { mayFinish, performAct } from './perform-act.ts';
import { stateOf, stationState } from './station-state.ts';
import { boxRows, doneAt, holdSession, type SessionRow, sessionOf, settingsRow } from './station-views.ts';
import { keepResult, replaceResult, saveSession, touchLock } from './store.ts';
import { type Packer, type StationDeps, soundOf, type Work } from './work-at.ts';

/**
 * What a person did at a station, in the order in which it was done; each in a transaction of its own. What came in before is
 * answered as it was. Throws NOT_FOUND for a session of somebody else, CONFLICT where `seq` is not the next one.
 */
export async function doActs(deps: StationDeps, packer: Packer, sessionId: string, acts: readonly PackAct[]): Promise<ActsAnswer> {
  const results: ActResult[] = [];
  let state: StationState | undefined;
  for (const act of acts) {
    const done = await doAct(deps, packer, sessionId, act);
    const ended = done.goesOn ? await finishSingle(deps, packer, sessionId, done.result) : done;
    results.push(ended.result);
    ({ state } = ended);
  }
  return { results, state: state ?? (await stationState(deps, packer, sessionId)) };
}

/** `state`: as it is then; undefined where more follows at once. */
type Done = { result: ActResult; state: StationState | undefined };

const doAct = (deps: StationDeps, packer: Packer, sessionId: string, act: PackAct): Promise<Done & { goesOn: boolean }> =>
  atSession(deps, packer, sessionId, mayFinish(act), async (work) => {
    const { tx, session, next, now } = work;
    const before = act.seq <= session.lastSeq ? await doneAt(tx, sessionId, act.seq) : undefined;
    if (before?.key === act.key)
      return { result: { ...before.result, again: true }, state: await stateOf(tx, packer, work), goesOn: false };
    if (act.seq !== session.lastSeq + 1) throw outOfTurn(act.seq, session.lastSeq);
    const { outcome, reason, meant, itemId } = await performAct(work, act);
    const result: ActResult = { key: act.key, seq: act.seq, outcome, sound: soundOf(outcome), reason, meant, itemId, again: false };
    await keepResult(tx, sessionId, act, result);
    await saveSession(tx, sessionId, next, act.seq, now);
    const goesOn = outcome === 'orderComplete' && isSingle(work);
    return { result, state: goesOn ? undefined : await stateAfter(packer, work, act.seq), goesOn };
  });

const stateAfter = (packer: Packer, work: Work, lastSeq: number): Promise<StationState> =>
  stateOf(work.tx, packer, { ...work, session: { ...work.session, ...work.next, lastSeq } });

const outOfTurn = (seq: number, lastSeq: number) =>
  new AppError(
    'CONFLICT',
    seq <= lastSeq
      ? `seq: number ${seq} of this session was something else; the session is at ${lastSeq}: load it again`
      : `seq: number ${lastSeq + 1} of this session is missing before ${seq}: send what was done in its order`,
    { data: { lastSeq } },
  );

const isSingle = ({ order, settings }: Work): boolean =>
  settings.finishSingles && order !== undefined && order.items.reduce((sum, { toPack }) => sum + toPack, 0) === 1;

/** An order of one unit ends with the scan of it, unless something is missing. */
const finishSingle = (deps: StationDeps, packer: Packer, sessionId: string, result: ActResult): Promise<Done> =>
  atSession(deps, packer, sessionId, true, async (work) => {
    const { tx, order, session, settings, next, now } = work;
    if (!order || session.lastSeq !== result.seq) return { result, state: undefined };
    const { outcome, reason } = await finishParcel(work, order, settings.label, true);
    if (outcome !== 'finished') return { result, state: await stateAfter(packer, work, result.seq) };
    const ended: ActResult = { ...result, outcome, sound: soundOf(outcome), reason };
    await replaceResult(tx, sessionId, result.seq, ended);
    await saveSession(tx, sessionId, next, session.lastSeq, now);
    return { result: ended, state: await stateAfter(packer, work, result.seq) };
  });

/**
 * Runs work on a session that nobody else touches meanwhile, with the order at hand where the session still has it. Locks come
 * in one order: the account's intake, if it is wanted, the session, the row of the order.
 */
export async function atSession<T>(
  { database, clock }: StationDeps,
  packer: Packer,
  sessionId: string,
  holdsIntake: boolean,
  run: (work: Work) => Promise<T>,
  /** The account whose intake is held, where that is not the one of the order at hand. */
  intakeOf?: string,
): Promise<T> {
  return database.write(packer.accounts, async (tx) => {
    const now = clock.now();
    if (intakeOf !== undefined) await holdIntake(tx, intakeOf);
    const seen = holdsIntake ? await sessionOf(tx, sessionId, packer.id) : undefined;
    if (seen?.accountId && packer.accounts.includes(seen.accountId)) await holdIntake(tx, seen.accountId);
    const session = await holdSession(tx, sessionId, packer.id);
    if (!session) throw new AppError('NOT_FOUND', 'sessionId: there is no such session of yours; open one at a station');
    if (seen && seen.accountId !== session.accountId) throw new AppError('CONFLICT', 'the session has changed meanwhile: load it again');
    const [settings, boxes] = await Promise.all([settingsRow(tx), boxRows(tx)]);
    const { accountId, orderId, asked, unknown } = session;
    const order = await orderAtHand(tx, packer, session, now);
    return run({ tx, now, session, next: { accountId, orderId, asked, unknown }, settings, boxes, order });
  });
}

async function orderAtHand(tx: Tx, packer: Packer, { accountId, orderId, sessionId }: SessionRow, now: Date) {
  if (accountId === null || orderId === null || !packer.accounts.includes(accountId)) return undefined;
  if (!(await touchLock(tx, accountId, orderId, sessionId, now))) return undefined;
  return loadOrder(tx, accountId, orderId);
}
