import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { poke } from '#src/platform/due.ts';
import { there } from './ask-manifest.ts';
import type { ErrandRow } from './errand.ts';
import type { HandoverDeps } from './handover-deps.ts';
import { moveErrand, unlist } from './store.ts';
import { oneErrand } from './views.ts';

/**
 * A person who has asked the carrier says how an errand ended whose answer was lost: `happened`, or it did not and may be asked
 * anew. Throws NOT_FOUND, NOT_ALLOWED_NOW for one whose end is known.
 */
export const decideErrand = (
  { database, clock }: Pick<HandoverDeps, 'database' | 'clock'>,
  accountId: AccountId,
  errandId: string,
  { happened, number }: { happened: boolean; number?: string | undefined },
): Promise<ErrandRow> =>
  database.write([accountId], async (tx) => {
    const errand = there(await oneErrand(tx, accountId, errandId));
    if (errand.state !== 'unsure') throw new AppError('NOT_ALLOWED_NOW', 'errandId: the end of this errand is known');
    const now = clock.now();
    if (happened)
      await moveErrand(tx, errand, { state: 'done', reason: 'handover.reason.bySomebody', doneAt: now, number: number ?? null });
    else {
      await moveErrand(tx, errand, { state: 'refused', reason: 'handover.reason.bySomebody' });
      if (errand.kind === 'manifest') await unlist(tx, errand);
    }
    await poke(tx, accountId, 'handover', now);
    return there(await oneErrand(tx, accountId, errandId));
  });
