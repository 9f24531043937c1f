import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ParcelRow } from './parcel-views.ts';

export type NewParcel = Omit<
  ParcelRow,
  'parcelId' | 'number' | 'state' | 'reopenedBy' | 'reopenedAt' | 'labelRound' | 'labelReason' | 'labelNextAt'
> & { packedById: string };

/** Writes a parcel down and puts what was done to the open one under it. The caller holds the order's row. */
export async function insertParcel(tx: Tx, parcel: NewParcel): Promise<string> {
  const { accountId, orderId } = parcel;
  const [row] = await tx.query<{ id: string }>({
    name: 'packing-insert-parcel',
    text: `INSERT INTO pack_parcel (account_id, order_id, number, state, items, box_id, box, size, grams, expected_grams, weight_from, gift_wrapped, note,
        packed_by, packed_at, station, label_state, label_id, label_before, label_next_at, packed_by_id)
      SELECT $1, $2, coalesce(max(p.number), 0) + 1, 'packed', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $13, $18
        FROM pack_parcel p WHERE p.account_id = $1 AND p.order_id = $2 RETURNING parcel_id AS id`,
    values: [
      accountId,
      orderId,
      JSON.stringify(parcel.items),
      parcel.boxId,
      parcel.box,
      parcel.size,
      parcel.grams,
      parcel.expectedGrams,
      parcel.weightFrom,
      parcel.giftWrapped,
      parcel.note,
      parcel.packedBy,
      parcel.packedAt,
      parcel.station,
      parcel.labelState,
      parcel.labelId,
      parcel.labelBefore,
      parcel.packedById,
    ],
  });
  const parcelId = row?.id ?? '';
  for (const table of ['pack_act', 'pack_photo'])
    await tx.query({
      name: `packing-close-${table}`,
      text: `UPDATE ${table} SET parcel_id = $3 WHERE account_id = $1 AND order_id = $2 AND parcel_id IS NULL`,
      values: [accountId, orderId, parcelId],
    });
  return parcelId;
}

export type LabelChange = Pick<ParcelRow, 'labelState'> &
  Partial<Pick<ParcelRow, 'labelId' | 'labelBefore' | 'labelReason' | 'labelNextAt'>> & {
    /** A new key: the label that was asked for is refused or given back. */
    again?: boolean;
  };

/** Changes how far the label of a parcel is; false where somebody else did so since it was read. */
export async function changeLabel(tx: Tx, parcel: ParcelRow, change: LabelChange): Promise<boolean> {
  const { labelState, labelId = null, labelBefore = false, labelReason = null, labelNextAt = parcel.labelNextAt, again = false } = change;
  const rows = await tx.query({
    name: 'packing-change-label',
    text: `UPDATE pack_parcel SET label_state = $4, label_id = $5, label_before = $6, label_reason = $7, label_next_at = $8, label_round = label_round + $9
      WHERE account_id = $1 AND parcel_id = $2 AND label_state = $3 AND label_round = $10 AND state = 'packed' RETURNING 1`,
    values: [
      parcel.accountId,
      parcel.parcelId,
      parcel.labelState,
      labelState,
      labelId,
      labelBefore,
      labelReason && JSON.stringify(labelReason),
      labelNextAt,
      again ? 1 : 0,
      parcel.labelRound,
    ],
  });
  return rows.length > 0;
}

/** What lay in a parcel lies in the open one again. */
export async function reopen(tx: Tx, accountId: AccountId, orderId: string, parcelId: string, by: string, now: Date): Promise<void> {
  await tx.query({
    text: `UPDATE pack_parcel SET state = 'reopened', reopened_by = $3, reopened_at = $4 WHERE account_id = $1 AND parcel_id = $2`,
    values: [accountId, parcelId, by, now],
  });
  for (const table of ['pack_act', 'pack_photo'])
    await tx.query({
      text: `UPDATE ${table} SET parcel_id = NULL WHERE account_id = $1 AND order_id = $2 AND parcel_id = $3`,
      values: [accountId, orderId, parcelId],
    });
}

/** What a scale has shown of one product, and which box somebody took for this content. */
export async function keepLearnt(tx: Tx, productId: string, { grams, parcels }: { grams: number; parcels: number }): Promise<void> {
  await tx.query({
    name: 'packing-keep-learnt',
    text: `INSERT INTO pack_learnt (product_id, grams, parcels) VALUES ($1, $2, $3)
      ON CONFLICT (product_id) DO UPDATE SET grams = excluded.grams, parcels = excluded.parcels`,
    values: [productId, grams, parcels],
  });
}

export async function keepHabit(tx: Tx, content: string, boxId: string): Promise<void> {
  await tx.query({
    name: 'packing-keep-habit',
    text: `INSERT INTO pack_habit AS h (content, box_id, parcels) VALUES ($1, $2, 1)
      ON CONFLICT (content, box_id) DO UPDATE SET parcels = h.parcels + 1`,
    values: [content, boxId],
  });
}
