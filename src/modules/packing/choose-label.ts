import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { addOwnLabel, askLabelIn, inLabelTurn } from '#src/modules/labels/index.ts';
import { isGivenBack, labelsOf, oneQuote } from '#src/modules/labels/questions.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { PackParcel, ParcelLabelBody } from './contract.ts';
import { wishOfParcel } from './label-parcels.ts';
import { isFor, labelOfParcel, looseLabels } from './parcel-label.ts';
import { changeLabel } from './parcel-store.ts';
import { labelKeyOf, oneParcel, type ParcelRow, parcelsOf } from './parcel-views.ts';
import { parcelViews } from './station-state.ts';
import type { PackingDeps } from './work-at.ts';

/**
 * Settles the label of a finished parcel: by the rules, an offer of a quote for its units, one that is there, or one bought
 * elsewhere. Throws NOT_FOUND, CONFLICT where it has one, NOT_ALLOWED_NOW, and what labels throw.
 */
export async function chooseLabel(
  deps: PackingDeps,
  accountId: AccountId,
  parcelId: string,
  body: ParcelLabelBody,
  by: string,
): Promise<PackParcel> {
  const parcel = await inLabelTurn(deps.labels, accountId, (tx) => freeParcel(tx, accountId, parcelId));
  if (body.how === 'own') {
    const { parcel: measures, items, orderId } = wishOfParcel(parcel);
    if (!measures) throw new AppError('NOT_ALLOWED_NOW', 'the parcel has no size or weight: open it again and weigh it');
    const { carrier, service, tracking } = body;
    const own = { orderId, key: labelKeyOf(parcel), carrier, service, tracking, parcel: measures, items };
    await addOwnLabel(deps.labels, accountId, own, by);
  }
  return inLabelTurn(deps.labels, accountId, async (tx) => {
    const now = deps.clock.now();
    switch (body.how) {
      case 'rules':
        await changeLabel(tx, parcel, { labelState: 'wanted', labelNextAt: now });
        await poke(tx, accountId, 'parcels', now);
        break;
      case 'offer': {
        const quote = await oneQuote(tx, accountId, body.quoteId);
        if (!quote || quote.orderId !== parcel.orderId || !isFor(quote.wish.items, parcel.items))
          throw new AppError('NOT_FOUND', 'quoteId: there is no such quote for what is in this parcel; ask for rates again');
        await askLabelIn(tx, deps, accountId, { quoteId: body.quoteId, offer: body.offer, key: labelKeyOf(parcel) }, by);
        await changeLabel(tx, parcel, { labelState: 'asked' });
        break;
      }
      case 'bought': {
        const loose = looseLabels(await parcelsOf(tx, accountId, [parcel.orderId]), await labelsOf(tx, accountId, parcel.orderId));
        const label = loose.find(({ labelId }) => labelId === body.labelId);
        if (!label || !isFor(label.wish.items, parcel.items))
          throw new AppError('NOT_FOUND', 'labelId: this order has no such label for what is in this parcel');
        await changeLabel(tx, parcel, { labelState: 'asked', labelId: label.labelId, labelBefore: true });
        break;
      }
      case 'own':
        await changeLabel(tx, parcel, { labelState: 'asked' });
    }
    const [view] = await parcelViews(tx, await one(tx, accountId, parcelId));
    if (!view) throw noParcel();
    return view;
  });
}

/** The parcel, ready for a label: one that was refused or given back is left behind with its key. */
async function freeParcel(tx: Tx, accountId: AccountId, parcelId: string): Promise<ParcelRow> {
  const parcel = await oneParcel(tx, accountId, parcelId);
  if (!parcel) throw noParcel();
  if (parcel.state !== 'packed') throw new AppError('NOT_ALLOWED_NOW', 'the parcel was opened again: finish it first');
  const label = labelOfParcel(parcel, await labelsOf(tx, accountId, parcel.orderId));
  if (!label) return parcel;
  if (label.state !== 'refused' && !isGivenBack(label))
    throw new AppError('CONFLICT', 'the parcel has a label: give it back first, or open the parcel again');
  await changeLabel(tx, parcel, { labelState: 'choose', again: true });
  return (await oneParcel(tx, accountId, parcelId)) ?? parcel;
}

const one = async (tx: Tx, accountId: AccountId, parcelId: string): Promise<ParcelRow[]> => {
  const parcel = await oneParcel(tx, accountId, parcelId);
  return parcel ? [parcel] : [];
};

const noParcel = () => new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
