import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { poke } from '#src/platform/due.ts';
import { readinessOf, wayOf } from './board-rules.ts';
import { type LabelAtCarrier, labelsAtCarrier, waitingLabels } from './board-views.ts';
import { daysOf, waitedForMs } from './days.ts';
import type { ErrandRow, Way } from './errand.ts';
import type { HandoverDeps } from './handover-deps.ts';
import type { ShipFrom } from './ports.ts';
import { holdHandover, insertErrand, listLabels } from './store.ts';
import { errandOfKey, oneErrand } from './views.ts';

export type ManifestWish = {
  key: string;
  place: string;
  carrier: string;
  way: Exclude<Way, 'easy_ship'>;
  /** The desk makes the list itself, also where the carrier could: it may have refused. */
  own?: boolean | undefined;
};

/** So many labels go onto one form; what is more goes onto the next. */
const mostLabels = 1000;

/**
 * Makes a manifest of all labels that are ready for this carrier at this place: packed, not cancelled, on no other manifest.
 * Later parcels go onto a second one. The same key gives the same manifest. Throws NOT_ALLOWED_NOW where there is nothing to list.
 */
export const askManifest = (deps: HandoverDeps, accountId: AccountId, wish: ManifestWish, by: string): Promise<ErrandRow> =>
  deps.database.write([accountId], async (tx) => {
    await holdHandover(tx, accountId);
    const before = await errandOfKey(tx, accountId, wish.key);
    if (before) return before;
    const now = deps.clock.now();
    const { place, carrier, way, own = false } = wish;
    const { today } = await daysOf(tx, now);
    const waiting = await waitingLabels(tx, new Date(now.getTime() - waitedForMs), today);
    const meant = waiting.filter((label) => label.place === place && label.carrier === carrier && wayOf(label.kind) === way);
    const unpacked = await deps.unpackedOf(
      tx,
      accountId,
      meant.map(({ orderId }) => orderId),
    );
    const ready = meant.filter((label) => readinessOf(label, unpacked.has(label.orderId)) === 'ready').slice(0, mostLabels);
    if (ready.length === 0)
      throw new AppError('NOT_ALLOWED_NOW', 'carrier: no parcel is ready that is not on a manifest yet; pack them or look at the board');
    const maker: Way = own ? 'own' : way;
    const labels = await labelsAtCarrier(
      tx,
      accountId,
      ready.map(({ labelId }) => labelId),
    );
    const errandId = await insertErrand(
      tx,
      accountId,
      {
        kind: 'manifest',
        way: maker,
        state: maker === 'own' ? 'done' : 'asked',
        place,
        carrier,
        requestKey: wish.key,
        request: maker === 'own' ? {} : requestOf(labels, carrier, now),
      },
      by,
      now,
    );
    await listLabels(tx, accountId, errandId, ready);
    if (maker !== 'own') await poke(tx, accountId, 'handover', now);
    return there(await oneErrand(tx, accountId, errandId));
  });

function requestOf(labels: readonly LabelAtCarrier[], carrier: string, now: Date): Record<string, unknown> {
  const [first] = labels;
  return { carrier, from: first?.from as ShipFrom, labels: labels.map(asListed), day: now.toISOString().slice(0, 10) };
}

export const asListed = ({ labelId, tracking, shipmentId, handle }: LabelAtCarrier) => ({
  labelId,
  tracking,
  shipmentId: shipmentId ?? '',
  handle,
});

export function there(errand: ErrandRow | undefined): ErrandRow {
  if (!errand) throw new AppError('NOT_FOUND', 'errandId: there is no such errand');
  return errand;
}
