import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { checkTracking } from '#src/modules/shipping/questions.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { changeLabel, noteLabel, resolveRefusal } from './change-label.ts';
import type { Label } from './label.ts';
import { inTurn, type LabelsDeps, labelBinding } from './labels-deps.ts';
import { mustLabel } from './may-label.ts';
import type { LabelFile, Parcel } from './ports.ts';
import { isProtected } from './promise-rules.ts';
import { insertLabel, saveFile } from './store.ts';
import { labelOfKey, oneLabel, oneQuote } from './views.ts';

export type AskedLabel = { quoteId: string; offer: number; key: string };

/**
 * Asks for the label of a quote's offer; due work buys it. The same key again answers with the same label. Throws NOT_FOUND,
 * CONFLICT (the price has run out), NOT_ALLOWED_NOW (the guards, or the units have a label).
 */
export const askLabel = (deps: LabelsDeps, accountId: AccountId, asked: AskedLabel, by: string): Promise<Label> =>
  inTurn(deps, accountId, (tx) => askLabelIn(tx, deps, accountId, asked, by));

/** As `askLabel`, in a transaction of `inTurn`, for who keeps something of its own beside it. What it throws has written nothing. */
export async function askLabelIn(
  tx: Tx,
  deps: Pick<LabelsDeps, 'clock'>,
  accountId: AccountId,
  { quoteId, offer: index, key }: AskedLabel,
  by: string,
): Promise<Label> {
  const now = deps.clock.now();
  const before = await labelOfKey(tx, accountId, key);
  if (before) return before;
  const quote = await oneQuote(tx, accountId, quoteId);
  const offer = quote?.offers[index];
  if (!quote || !offer) throw new AppError('NOT_FOUND', 'quoteId, offer: there is no such offer; ask for rates again');
  if (offer.expiresAt !== null && Date.parse(offer.expiresAt) <= now.getTime())
    throw new AppError('CONFLICT', 'offer: this price has run out; ask for rates again');
  const { wish } = quote;
  if (quote.facts?.premium === true && !isProtected(offer))
    throw new AppError(
      'NOT_ALLOWED_NOW',
      'offer: a Prime or premium order takes a label with claims protection only; choose such an offer',
      {
        data: { reason: 'labels.stop.unprotected' },
      },
    );
  await mustLabel(tx, accountId, quote.orderId, wish.items, now);
  const isChosen = quote.chosen === index;
  const { kind, ...rest } = offer;
  const label = {
    orderId: quote.orderId,
    requestKey: key,
    kind,
    state: 'asked' as const,
    wish,
    offer: rest,
    rule: isChosen ? quote.rule : null,
    why: isChosen ? quote.why : [{ key: 'labels.why.person', values: { person: by } }],
    knownTracking: [],
    confirmation: kind === 'buy_shipping' ? ('carrier' as const) : ('wanted' as const),
    quoteId,
  };
  const labelId = await insertLabel(tx, accountId, label, by, now);
  await poke(tx, accountId, 'labels', now);
  return told(tx, there(await oneLabel(tx, accountId, labelId)), 'label.asked', now);
}

export type OwnLabel = {
  orderId: string;
  key: string;
  carrier: string;
  service: string;
  tracking: string;
  parcel: Parcel;
  items?: { itemId: string; quantity: number; transparencyCodes?: string[] }[] | undefined;
  price?: { amount: string; currency: string } | undefined;
  file?: LabelFile | undefined;
};

/**
 * Takes in a label that the seller has bought elsewhere; the order is then confirmed with it. Throws as `askLabel`, and INVALID_INPUT
 * for what is surely no tracking number or a mistyped one, before it counts as bought.
 */
export const addOwnLabel = (deps: LabelsDeps, accountId: AccountId, own: OwnLabel, by: string): Promise<Label> =>
  inTurn(deps, accountId, async (tx) => {
    const now = deps.clock.now();
    const before = await labelOfKey(tx, accountId, own.key);
    if (before) return before;
    const { orderId, carrier, service, parcel, file } = own;
    const guard = await mustLabel(tx, accountId, orderId, own.items, now);
    const skus = guard.items.map(({ sku }) => sku);
    const { outcome, message, remedy, normalised: tracking } = checkTracking({ carrier, number: own.tracking, orderId, skus });
    if (outcome === 'refused') throw new AppError('INVALID_INPUT', `tracking: ${message} ${remedy}`);
    if (guard.tracking.includes(tracking)) throw new AppError('CONFLICT', 'tracking: the order has a parcel with this number already');
    const price = own.price ?? { amount: '0', currency: 'USD' };
    const label = {
      orderId,
      requestKey: own.key,
      kind: 'manual' as const,
      state: 'bought' as const,
      wish: {
        orderId,
        marketplaceId: guard.marketplaceId,
        items: guard.items.map((item) => ({ ...item, title: '' })),
        from: { name: '', lines: [], city: '', postalCode: '', country: '' },
        parcel,
        shipAt: now.toISOString(),
        mustArriveBy: null,
        format: file?.format ?? ('pdf' as const),
        signature: 'none' as const,
      },
      offer: {
        carrier,
        service,
        price,
        earliest: null,
        latest: null,
        protection: { claims: null, onTime: null, excluded: [] },
        formats: [],
        expiresAt: null,
        handle: {},
      },
      rule: null,
      why: [{ key: 'labels.why.own', values: { person: by } }],
      knownTracking: guard.tracking,
      confirmation: 'wanted' as const,
      tracking,
    };
    const labelId = await insertLabel(tx, accountId, label, by, now);
    if (file) {
      const sealed = deps.sealing.seal(file.bytes, labelBinding(accountId, orderId, labelId));
      await saveFile(tx, { accountId, labelId, orderId }, file.format, sealed, now);
    }
    await poke(tx, accountId, 'labels', now);
    return told(tx, there(await oneLabel(tx, accountId, labelId)), 'label.bought', now);
  });

/**
 * Asks the carrier for the money of an unused label. Throws NOT_FOUND, NOT_ALLOWED_NOW when it is not bought, or its number at
 * the carrier is not known.
 */
export const voidLabel = (deps: LabelsDeps, accountId: AccountId, labelId: string, by?: string): Promise<Label> =>
  inTurn(deps, accountId, async (tx) => {
    const now = deps.clock.now();
    const label = there(await oneLabel(tx, accountId, labelId));
    if (label.state === 'voiding' || label.state === 'voided') return label;
    if (label.state !== 'bought') throw new AppError('NOT_ALLOWED_NOW', 'only a bought label can be given back');
    if (label.kind !== 'manual' && (label.receipt?.shipmentId ?? null) === null)
      throw new AppError('NOT_ALLOWED_NOW', 'the number of this label at its carrier is not known; give it back in Seller Central');
    await changeLabel(tx, label, { state: 'voiding', nextAt: now, by }, now);
    await poke(tx, accountId, 'labels', now);
    return there(await oneLabel(tx, accountId, labelId));
  });

/** A label that has just come to be, on the timeline of its order. */
async function told(tx: Tx, label: Label, kind: string, now: Date): Promise<Label> {
  await noteLabel(tx, label, kind, now);
  await resolveRefusal(tx, label, now);
  return label;
}

function there(label: Label | undefined): Label {
  if (!label) throw new AppError('NOT_FOUND', 'labelId: there is no such label');
  return label;
}
