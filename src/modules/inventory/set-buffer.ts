import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { saveBuffer, saveChannel } from './push-store.ts';

type Deps = { database: Database; clock: Clock };

/** A person switches the sending of quantities on or off, and says how many units each offer holds back. */
export const setChannel = (
  { database, clock }: Deps,
  accountId: AccountId,
  { pushes, buffer }: { pushes: boolean; buffer: number },
): Promise<void> =>
  database.write([accountId], async (tx: Tx) => {
    await saveChannel(tx, accountId, pushes, buffer, clock.now());
    await poke(tx, accountId, 'quantities', clock.now());
  });

/** A person says how many units one offer holds back; null: as many as its account says. Throws NOT_FOUND. */
export const setBuffer = (
  { database, clock }: Deps,
  accountId: AccountId,
  { sku, marketplaceId, buffer }: { sku: string; marketplaceId: string; buffer: number | null },
): Promise<void> =>
  database.write([accountId], async (tx: Tx) => {
    if (!(await saveBuffer(tx, accountId, { sku, marketplaceId }, buffer)))
      throw new AppError('NOT_FOUND', `there is no offer of ${sku} in store ${marketplaceId} that you ship yourself`);
    await poke(tx, accountId, 'quantities', clock.now());
  });
