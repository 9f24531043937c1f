import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { PackEvidence } from './contract.ts';
import { evidenceRows } from './order-views.ts';
import { parcelsOf } from './parcel-views.ts';
import { parcelViews } from './station-state.ts';

export { packStatesOf } from './parcel-views.ts';
export { measuresOf, packSetupOf } from './set-up.ts';

/** Everything that is kept of the packing of an order: its parcels, and what was done when, by whom, also what was undone. */
export async function evidenceOf(db: Db, accountId: AccountId, orderId: string): Promise<PackEvidence> {
  const [parcels, acts] = [await parcelsOf(db, accountId, [orderId]), await evidenceRows(db, accountId, orderId)];
  return {
    parcels: await parcelViews(db, parcels),
    acts: acts.map(({ at, number, kind, by, station, itemId, sku, code, quantity, data, byHand, undone }) => ({
      at: at.toISOString(),
      number,
      kind,
      by,
      station,
      itemId,
      sku,
      code: code || (data.grams === undefined ? (data.key ?? '') : `${data.grams} g`),
      quantity,
      byHand,
      undone,
    })),
  };
}
