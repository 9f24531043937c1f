import type { AccountId } from '#src/kernel/ids.ts';
import { numbersUnused } from '#src/modules/labels/questions.ts';
import type { Found, Look } from '#src/modules/notices/index.ts';
import { ordersDue } from '#src/modules/orders/questions.ts';
import { shortOrders } from '#src/modules/picking/questions.ts';
import { quotaStates } from '#src/modules/quota/questions.ts';
import { syncRows } from '#src/modules/sync/questions.ts';
import { backupState } from '#src/platform/backup/backup-runs.ts';
import { diskOf, isNearlyFull, sayBytes } from '#src/platform/disk.ts';
import { stuckWork } from '#src/platform/due.ts';

/** An order that must leave within this time and is not confirmed is told of. */
const shipByWarningMs = 4 * 3_600_000;
/** Two days after its ship-by an order is late for good; it stays on the list of orders, not among the alerts. */
const shipByPastMs = 48 * 3_600_000;
/** Sweeps come every few minutes; after this something keeps them. */
const behindMs = 30 * 60_000;
const blockedMs = 60_000;
const failuresInARow = 5;
const backupAgeMs = 36 * 3_600_000;
/** So long ago the label may have been bought; later nobody can mend what Amazon shows. */
const unusedMs = 60 * 24 * 3_600_000;

type WatchedAccount = { accountId: AccountId; host: string; state: string };
type Watched = { accounts: () => Promise<readonly WatchedAccount[]>; dataDir: string | undefined };

const stuck: Look = {
  kind: 'work.stuck',
  look: async (db, accountId) =>
    (await stuckWork(db, accountId, failuresInARow)).map(({ work, failures, error }) => ({
      key: work,
      details: { work, failures, error },
    })),
};

/** What time alone, or one of many causes, brings about for an account. */
export const accountLooks = ({ accounts }: Pick<Watched, 'accounts'>): Look[] => [
  {
    kind: 'order.ship-by',
    look: async (db, accountId, now) => {
      const due = await ordersDue(db, accountId, before(now, shipByPastMs), new Date(now.getTime() + shipByWarningMs));
      return due.map(({ shipBy, orders }) => ({ key: shipBy.toISOString(), details: { orders, shipBy: shipBy.toISOString() } }));
    },
  },
  {
    kind: 'sync.behind',
    look: async (db, accountId, now) => {
      const account = (await accounts()).find((each) => each.accountId === accountId);
      const [row] = await syncRows(db);
      if (account?.state !== 'connected' || !row) return [];
      const since = row.asOf;
      const isBehind = since ? since < before(now, behindMs) : row.lastError !== null;
      return isBehind ? [{ key: 'sweep', details: { since: since?.toISOString() ?? null, error: row.lastError } }] : [];
    },
  },
  {
    kind: 'quota.throttled',
    look: async (db, accountId, now) =>
      ((await quotaStates(db, now)).get(accountId) ?? []).flatMap(({ operation, blockedUntil }): Found[] =>
        blockedUntil && blockedUntil.getTime() - now.getTime() > blockedMs
          ? [{ key: operation, details: { operation, until: blockedUntil.toISOString() } }]
          : [],
      ),
  },
  {
    kind: 'label.number-unused',
    look: async (db, accountId, now) =>
      (await numbersUnused(db, accountId, before(now, unusedMs))).map((orderId) => ({ key: orderId, details: { orderId } })),
  },
  {
    // Settled in many ways: an undo, units that came, a cancellation, a part that left. So it is looked for.
    kind: 'pick.short',
    look: async (db, accountId) =>
      (await shortOrders(db, accountId)).map(({ orderId, ...rest }) => ({ key: orderId, details: { orderId, ...rest } })),
  },
  stuck,
];

/** What time alone brings about for the desk itself. */
export const deskLooks = ({ accounts, dataDir }: Watched): Look[] => [
  stuck,
  {
    kind: 'desk.disk',
    look: async () => {
      const disk = dataDir === undefined ? undefined : await diskOf(dataDir);
      return disk && isNearlyFull(disk) ? [{ key: 'data', details: { free: sayBytes(disk.free) } }] : [];
    },
  },
  {
    kind: 'desk.backup',
    look: async (db, _accountId, now) => {
      const { lastBackup, nextAt } = await backupState(db);
      // A demo needs none; a shop of one's own does, whether one is planned or not.
      const isNeeded = nextAt !== null || lastBackup !== null || (await accounts()).some(({ host }) => host === 'amazon');
      const isOld = lastBackup === null || lastBackup.finishedAt < before(now, backupAgeMs);
      return isNeeded && isOld ? [{ key: 'backup', details: { since: lastBackup?.finishedAt.toISOString() ?? null } }] : [];
    },
  },
];

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms);
