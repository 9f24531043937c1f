import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import type { Database, Db } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import type { AlertDetails, AlertKindName } from './alert-kinds.ts';
import { forgetMessages, forgetOld } from './message-store.ts';
import { matchAlerts } from './open-alert.ts';

export type Found = { key: string; details: AlertDetails };

/** Looks for what time alone brings about: gives exactly those alerts of its kind that should be open for the account. */
export type Look = { kind: AlertKindName; look: (db: Db, accountId: AccountId, now: Date) => Promise<readonly Found[]> };

export type WatchDeps = {
  database: Database;
  clock: Clock;
  accountIds: () => Promise<readonly AccountId[]>;
  /** For each account. */
  looks: readonly Look[];
  /** For the desk itself. */
  deskLooks: readonly Look[];
};

const everyMs = 60_000;
/** How long what is over stays to be looked up. */
const keptMs = 90 * 86_400_000;

/** Due work `watch`, of the desk itself: every minute opens and closes the alerts that no event brings. */
export const watch =
  ({ database, clock, accountIds, looks, deskLooks }: WatchDeps) =>
  async (): Promise<Again> => {
    const of = (accountId: AccountId) => (accountId === deskId ? deskLooks : looks);
    for (const accountId of [deskId, ...(await accountIds())]) {
      const at = clock.now();
      const found = await database.read([accountId], async (db) => {
        const all = [];
        for (const { kind, look } of of(accountId)) all.push({ kind, alerts: await look(db, accountId, at) });
        return all;
      });
      await database.write([accountId], async (tx) => {
        for (const { kind, alerts } of found) await matchAlerts(tx, { accountId, kind, alerts, at });
        const before = new Date(at.getTime() - keptMs);
        await forgetOld(tx, accountId, before);
        if (accountId === deskId) await forgetMessages(tx, before);
      });
    }
    return new Date(clock.now().getTime() + everyMs);
  };
