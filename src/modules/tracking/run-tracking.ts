import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Again } from '#src/platform/due.ts';
import { alertParcels } from './alert-parcels.ts';
import type { Source } from './facts.ts';
import { type Judged, judgeParcels, type Look } from './judge.ts';
import type { Parcel } from './parcel.ts';
import { takeLabels } from './store.ts';
import type { TrackingDeps } from './tracking-deps.ts';
import { dueParcels, nextParcelAt, patienceOf } from './views.ts';

const atOnce = 100;
const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

/**
 * Due work `tracking`: follows new labels, asks who tells of the parcels whose time has come, and says what is wrong with them.
 * A source without quota or connection is left alone for the rest of the run; its parcels come again when it can be asked.
 */
export const runTracking =
  (deps: TrackingDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    const begun = clock.now();
    const patience = await database.read([accountId], (db) => patienceOf(db, accountId));
    await database.write([accountId], async (tx) => {
      await holdIntake(tx, accountId);
      await takeLabels(tx, accountId, begun);
    });
    const due = await database.read([accountId], (db) => dueParcels(db, accountId, begun, atOnce));
    const judged = due.length > 0 ? await lookAtAll(deps, accountId, due) : [];
    const now = clock.now();
    await database.write([accountId], async (tx) => {
      await holdIntake(tx, accountId);
      const asked = judged.filter(({ parcel, look }) => look && parcel.source === 'amazon').map(({ parcel }) => parcel.orderId);
      if (asked.length > 0) await deps.fetchOrders(tx, accountId, [...new Set(asked)]);
      await judgeParcels(tx, accountId, judged, { now, patience });
      await alertParcels(tx, accountId, now);
    });
    const next = await database.read([accountId], (db) => nextParcelAt(db, accountId));
    if (!next) return 'rest';
    return next > now ? next : later(now, 1000);
  };

async function lookAtAll(deps: TrackingDeps, accountId: AccountId, due: readonly Parcel[]): Promise<Judged[]> {
  const now = deps.clock.now();
  const wanted = (parcel: Parcel) => parcel.lookAt !== null && parcel.lookAt <= now;
  const sources = due.some(wanted) ? await deps.sourcesOf(accountId) : {};
  const closed = new Map<Source, Date>();
  const judged: Judged[] = [];
  for (const parcel of due) {
    if (!wanted(parcel) || parcel.source === 'none') {
      judged.push({ parcel });
      continue;
    }
    // Amazon's answer comes by intake, which tells us; here it is only asked for.
    if (parcel.source === 'amazon') {
      judged.push({ parcel, look: { journey: null, problem: null } });
      continue;
    }
    const source = sources[parcel.source];
    const retryAt = closed.get(parcel.source);
    if (!source)
      judged.push({ parcel, look: { journey: null, problem: 'parcels.problems.notConnected', retryAt: later(now, 6 * 3_600_000) } });
    else if (retryAt) judged.push({ parcel, look: { journey: null, problem: 'parcels.problems.notReached', retryAt } });
    else {
      const look = await lookOnce(() => source.journey(parcel), now);
      if (look.closes && look.retryAt) closed.set(parcel.source, look.retryAt);
      judged.push({ parcel, look });
    }
  }
  return judged;
}

/** One question. What fails is tried again; it never stops the other parcels. */
async function lookOnce(ask: () => Promise<Look['journey']>, now: Date): Promise<Look & { closes?: boolean }> {
  try {
    const journey = await ask();
    return { journey, problem: journey ? null : 'parcels.problems.unknownNumber' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    switch (error.code) {
      case 'AMAZON_THROTTLED': {
        const retryAt = error.data['nextAt'] instanceof Date ? error.data['nextAt'] : later(now, 60_000);
        return { journey: null, problem: 'parcels.problems.notReached', retryAt, closes: true };
      }
      case 'AMAZON_UNAVAILABLE':
      case 'CARRIER_UNAVAILABLE':
        return { journey: null, problem: 'parcels.problems.notReached', retryAt: later(now, 600_000), closes: true };
      case 'AMAZON_UNAUTHORISED':
      case 'CARRIER_UNAUTHORISED':
        return { journey: null, problem: 'parcels.problems.noAccess', retryAt: later(now, 3_600_000), closes: true };
      default:
        return { journey: null, problem: 'parcels.problems.refused', retryAt: later(now, 6 * 3_600_000) };
    }
  }
}
