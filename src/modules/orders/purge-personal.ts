import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { takeOutDue } from '#src/modules/vault/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import { forgetPersonal } from './store.ts';

const atOnce = 500;
const everyMs = 6 * 3_600_000;

/**
 * Due work `purge`: takes personal data that is past its day out of the vault, with the search keys made of it and the
 * masks in the grid (rules.md 10). Repeating it changes nothing. Due again at once while there is more.
 */
export const purgePersonal =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (accountId: AccountId): Promise<Again> => {
    const now = clock.now();
    const purged = await database.write([accountId], async (tx) => {
      const rows = await takeOutDue(tx, accountId, now, atOnce);
      const keys = rows.flatMap(({ orderId, hashes }) => [
        ...hashes.mail.map((key) => ({ orderId, kind: 'mail', key })),
        ...hashes.name.map((key) => ({ orderId, kind: 'name', key })),
      ]);
      await forgetPersonal(
        tx,
        accountId,
        rows.map(({ orderId }) => orderId),
        keys,
        now,
      );
      return rows.length;
    });
    return purged === atOnce ? now : new Date(now.getTime() + everyMs);
  };
