import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { askLabelIn, getRates, inLabelTurn } from '#src/modules/labels/index.ts';
import { labelsOf } from '#src/modules/labels/questions.ts';
import type { Again } from '#src/platform/due.ts';
import type { Why } from './parcel-check.ts';
import { labelFor, labelOfParcel, looseLabels } from './parcel-label.ts';
import { changeLabel, type LabelChange } from './parcel-store.ts';
import { labelKeyOf, nextWantAt, oneParcel, type ParcelRow, parcelsBesideLabels, parcelsOf, parcelsThatWant } from './parcel-views.ts';
import type { PackingDeps } from './work-at.ts';

/** What a parcel is for its label; without size or weight the presets of labels say it. */
export function wishOfParcel({ orderId, items, size, grams }: ParcelRow) {
  const parcel =
    size && grams
      ? {
          length: size[0] / 10,
          width: size[1] / 10,
          height: size[2] / 10,
          lengthUnit: 'cm' as const,
          weight: grams,
          weightUnit: 'g' as const,
        }
      : undefined;
  const lines = items.map(({ itemId, quantity, transparencyCodes }) => ({
    itemId,
    quantity,
    ...(transparencyCodes.length > 0 ? { transparencyCodes } : {}),
  }));
  return { orderId, parcel, items: lines };
}

/**
 * Due work `parcels`: asks for the labels of finished parcels by the rules of labels. Safe to repeat: a parcel's label is
 * found again by its key, and rates are asked for anew.
 */
export const runParcels =
  (deps: PackingDeps) =>
  async (accountId: AccountId): Promise<Again> => {
    const { database, clock } = deps;
    for (const parcel of await database.read([accountId], (db) => parcelsThatWant(db, accountId, clock.now(), 20))) {
      try {
        await askByRules(deps, parcel);
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
        await set(deps, parcel, await afterRefusal(deps, parcel, error));
      }
    }
    return (await database.read([accountId], (db) => nextWantAt(db, accountId))) ?? 'rest';
  };

/**
 * Gives parcels that were left without a label the one that was bought for exactly their units since: in a batch, or on the
 * page of the order. For the work of labels, after it has bought some.
 */
export const matchLabels = ({ database }: Pick<PackingDeps, 'database'>, accountId: AccountId): Promise<void> =>
  database.write([accountId], async (tx) => {
    for (const parcel of await parcelsBesideLabels(tx, accountId, 100)) {
      const { orderId, items } = parcel;
      const parcels = await parcelsOf(tx, accountId, [orderId]);
      const label = labelFor(items, looseLabels(parcels, await labelsOf(tx, accountId, orderId)));
      if (label) await changeLabel(tx, parcel, { labelState: 'asked', labelId: label.labelId });
    }
  });

async function askByRules(deps: PackingDeps, parcel: ParcelRow): Promise<void> {
  const { accountId, orderId, items, packedBy } = parcel;
  const there = await deps.database.read([accountId], async (db) => {
    const [parcels, labels] = [await parcelsOf(db, accountId, [orderId]), await labelsOf(db, accountId, orderId)];
    return { asked: labelOfParcel(parcel, labels), loose: labelFor(items, looseLabels(parcels, labels)) };
  });
  if (there.asked) return set(deps, parcel, { labelState: 'asked' });
  if (there.loose) return set(deps, parcel, { labelState: 'asked', labelId: there.loose.labelId, labelBefore: true });
  const quote = await getRates(deps.labels, accountId, wishOfParcel(parcel), packedBy);
  deps.onStep?.('parcel.rated');
  const { quoteId, chosen } = quote;
  if (chosen === null) {
    const said = quote.unavailable[0]?.reason ?? '';
    const reason = { key: quote.offers.length === 0 ? 'packing.label.noOffers' : 'packing.label.choose', values: { said } };
    return set(deps, parcel, { labelState: 'choose', labelReason: reason });
  }
  await inLabelTurn(deps.labels, accountId, async (tx) => {
    // It may have been opened again while carriers were asked.
    const fresh = await oneParcel(tx, accountId, parcel.parcelId);
    if (fresh?.state !== 'packed' || fresh.labelState !== 'wanted' || fresh.labelRound !== parcel.labelRound) return;
    await askLabelIn(tx, deps, accountId, { quoteId, offer: chosen, key: labelKeyOf(parcel) }, packedBy);
    await changeLabel(tx, fresh, { labelState: 'asked' });
  });
  deps.onStep?.('parcel.asked');
}

async function afterRefusal({ database, clock }: PackingDeps, parcel: ParcelRow, error: AppError): Promise<LabelChange> {
  const later = (ms: number) => new Date(clock.now().getTime() + ms);
  if (error.code === 'AMAZON_THROTTLED') {
    const { nextAt } = error.data;
    return { labelState: 'wanted', labelNextAt: nextAt instanceof Date ? nextAt : later(30_000), labelReason: reasonOf(error) };
  }
  if (error.code === 'CONFLICT') return { labelState: 'wanted', labelNextAt: later(1_000) };
  if (error.data['reason'] === 'labels.stop.labelled') {
    const labels = await database.read([parcel.accountId], (db) => labelsOf(db, parcel.accountId, parcel.orderId));
    // Its units are free when the label before has been given back.
    if (labels.some(({ state }) => state === 'voiding'))
      return { labelState: 'wanted', labelNextAt: later(60_000), labelReason: { key: 'packing.label.waitsForRefund', values: {} } };
  }
  return { labelState: 'choose', labelReason: reasonOf(error) };
}

const guardShape = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });

function reasonOf({ data, message }: AppError): Why {
  const guard = guardShape.safeParse(data['guard']);
  if (guard.success) return guard.data;
  return typeof data['reason'] === 'string'
    ? { key: data['reason'], values: {} }
    : { key: 'packing.label.refused', values: { said: message } };
}

async function set({ database }: PackingDeps, parcel: ParcelRow, change: LabelChange): Promise<void> {
  await database.write([parcel.accountId], (tx) => changeLabel(tx, parcel, change));
}
