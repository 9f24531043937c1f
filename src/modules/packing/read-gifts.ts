import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import { orderRow } from './order-views.ts';
import type { PackingDeps } from './work-at.ts';

export type Gift = { itemId: string; title: string; message: string | null; wrap: string | null };

/** What buyers wrote and chose for gifts in an order; the reading is logged with its purpose. Throws NOT_FOUND. */
export async function readGifts(deps: PackingDeps, accountId: AccountId, orderId: string, reader: string): Promise<Gift[]> {
  const row = await deps.database.read([accountId], (db) => orderRow(db, accountId, orderId));
  if (!row) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
  if (!row.items.some(({ gift }) => gift)) return [];
  const personal = (await readPersonal(deps, { accountId, orderIds: [orderId], reader, purpose: 'gift message packed' })).get(orderId);
  return row.items.flatMap(({ itemId, title, gift }) => {
    const own = personal?.gifts?.[itemId];
    return gift || own ? [{ itemId, title, message: own?.message ?? null, wrap: own?.wrap ?? null }] : [];
  });
}
