import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { PersonalData } from './personal-data.ts';
import { openPersonal } from './seal-personal.ts';
import { logRead } from './store.ts';
import { storedPersonal } from './views.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };
type Request = { accountId: AccountId; orderIds: readonly string[]; reader: string; purpose: string };

/**
 * The only way to read personal data: one line in `vault_read` per call, committed before anything is opened.
 * Orders without stored personal data are absent from the answer.
 */
export async function readPersonal({ database, sealing, clock }: Deps, request: Request): Promise<Map<string, PersonalData>> {
  const { accountId, orderIds, reader, purpose } = request;
  if (orderIds.length === 0) return new Map();
  const rows = await database.write([accountId], async (tx) => {
    await logRead(tx, accountId, { at: clock.now(), reader, purpose, orderIds });
    return storedPersonal(tx, accountId, orderIds);
  });
  return new Map(rows.map((row) => [row.orderId, openPersonal(sealing, accountId, row.orderId, row)]));
}
