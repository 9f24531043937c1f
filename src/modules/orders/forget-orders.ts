import type { AccountId } from '#src/kernel/ids.ts';
import { takeOut } from '#src/modules/vault/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { emptyQuarantine, forgetInOrders, notesOf, rewriteNotes } from './forget-store.ts';
import { appendEvents, holdIntake } from './store.ts';

type Going = {
  orderIds: readonly string[];
  /** The same text without the personal data of the order: for what people wrote. */
  redact: (orderId: string, text: string) => string;
  now: Date;
};

/**
 * Takes the personal data of these orders out of the vault, and with it the search keys made of it, the masks in the grid, what
 * the raw answers say of the buyer, and what people wrote of them into notes. Repeating it changes nothing. Gives the ids of
 * the orders of which the vault held something.
 */
export async function forgetOrders(tx: Tx, accountId: AccountId, { orderIds, redact, now }: Going): Promise<string[]> {
  await holdIntake(tx, accountId);
  const rows = await takeOut(tx, accountId, orderIds);
  if (rows.length === 0) return [];
  const gone = rows.map(({ orderId }) => orderId);
  const keys = rows.flatMap(({ orderId, hashes }) => [
    ...hashes.mail.map((key) => ({ orderId, kind: 'mail', key })),
    ...hashes.name.map((key) => ({ orderId, kind: 'name', key })),
  ]);
  await forgetInOrders(tx, accountId, gone, keys, now);
  const notes = (await notesOf(tx, accountId, gone)).map((note) => ({ ...note, redacted: redact(note.orderId, note.body) }));
  await rewriteNotes(
    tx,
    accountId,
    notes.filter(({ body, redacted }) => body !== redacted).map(({ noteId, redacted }) => ({ noteId, body: redacted })),
  );
  const event = { at: now, kind: 'personal.purged', origin: 'system', actor: 'Waybill', source: 'vault', data: {} };
  await appendEvents(
    tx,
    accountId,
    gone.map((orderId) => ({ ...event, orderId })),
  );
  return gone;
}

/** What no order is known of is kept as long as a parcel may be on its way and 30 days more. */
const quarantineMs = 60 * 86_400_000;

/** Empties what quarantine holds of these orders and what lies there too long. */
export const forgetQuarantine = (tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date): Promise<number> =>
  emptyQuarantine(tx, accountId, orderIds, new Date(now.getTime() - quarantineMs));
