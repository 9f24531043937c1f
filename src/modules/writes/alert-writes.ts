import { openAlert, resolveAlert } from '#src/modules/notices/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { WriteState } from './states.ts';
import type { Write } from './write.ts';

const lateReason = 'writes.reason.lateToShow';
const words = { confirm: 'confirmation', edit: 'edit', cancel: 'cancellation' } as const;

/** Tells people of a write that was refused or is never shown, and that it is so no more; in the transaction that moves it. */
export async function alertWrite(
  tx: Tx,
  write: Write,
  now: { state: WriteState; reason?: string | null; amazonCode?: string | null },
  at: Date,
): Promise<void> {
  const { accountId, writeId: key, orderId } = write;
  const what = words[write.kind];
  const rejected = { accountId, kind: 'write.rejected' as const, key, at };
  const unverified = { accountId, kind: 'write.unverified' as const, key, at };
  if (now.state === 'rejected' && write.state !== 'rejected')
    await openAlert(tx, { ...rejected, details: { orderId, what, code: now.amazonCode ?? null } });
  else if (write.state === 'rejected' && now.state !== 'rejected') await resolveAlert(tx, rejected);
  if (now.reason === lateReason && write.reason !== lateReason) await openAlert(tx, { ...unverified, details: { orderId, what } });
  else if (write.reason === lateReason && now.reason !== lateReason) await resolveAlert(tx, unverified);
}
