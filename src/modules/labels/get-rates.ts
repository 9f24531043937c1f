import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { allocationsOf } from '#src/modules/inventory/questions.ts';
import { gramsOf } from '#src/modules/shipping/questions.ts';
import { type PersonalData, readPersonal } from '#src/modules/vault/index.ts';
import type { Db } from '#src/platform/db.ts';
import { chooseOffer } from './choice-rules.ts';
import { declareParcel } from './declare-parcel.ts';
import type { CarrierKind, ConnectedCarrier, QuotedOffer } from './label.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { mustLabel } from './may-label.ts';
import type { Address, LabelFormat, Parcel, Rates, Wish } from './ports.ts';
import { presetFor } from './preset-rules.ts';
import { saveQuote } from './store.ts';
import { type LabelSettings, type OrderToShip, orderToShip, type Quote, settingsOf } from './views.ts';

export type RatesWish = {
  orderId: string;
  parcel?: Parcel | undefined;
  items?: { itemId: string; quantity: number; transparencyCodes?: string[] }[] | undefined;
  format?: LabelFormat | undefined;
  signature?: Wish['signature'] | undefined;
};

/** An answer with what the screen shows beside each offer. */
export type QuoteAnswer = Quote & { deliverBy: Date | null };

/**
 * The rates of all carriers of the account for one parcel, kept as a quote, with the choice of the rules. A carrier that
 * fails stands among the unavailable ones with the reason; the others are shown all the same. Throws NOT_FOUND,
 * NOT_ALLOWED_NOW (the guards), INVALID_INPUT where parcel or ship-from are not known.
 */
export async function getRates(deps: LabelsDeps, accountId: AccountId, asked: RatesWish, by: string): Promise<QuoteAnswer> {
  const { database, clock } = deps;
  const now = clock.now();
  const parts = await database.read([accountId], async (db) =>
    partsOf(db, accountId, asked, await mustLabel(db, accountId, asked.orderId, asked.items, now), now),
  );
  const wish = wishOf(parts);
  const carriers = await deps.carriersOf(accountId);
  const to = needsAddress(parts.settings, carriers)
    ? (await recipientsOf(deps, accountId, [asked.orderId], by)).get(asked.orderId)
    : undefined;
  return quoteOf(deps, accountId, { ...parts, wish, to, carriers, by });
}

/** Who sends nothing abroad and buys of Amazon alone has no need of the recipient. */
export const needsAddress = ({ customs }: LabelSettings, carriers: readonly ConnectedCarrier[]): boolean =>
  customs !== null || carriers.some(({ carrier }) => carrier.needsRecipient);

/** What a quote is made of. `settings`: where they are known already. */
export async function partsOf(
  db: Db,
  accountId: AccountId,
  asked: RatesWish,
  guard: Parts['guard'],
  now: Date,
  settings?: LabelSettings,
): Promise<Parts> {
  const order = await orderToShip(db, accountId, asked.orderId);
  if (!order) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
  return {
    asked,
    guard,
    order,
    settings: settings ?? (await settingsOf(db, accountId)),
    location: (await allocationsOf(db, accountId, [asked.orderId]))[0]?.locationId,
    now,
  };
}

type QuoteParts = Parts & {
  wish: Wish;
  to: Address | undefined;
  carriers: readonly ConnectedCarrier[];
  by: string;
  /** Throws when a carrier has no quota left, rather than do without it. */
  patient?: boolean;
};

/** Asks the carriers, chooses, and keeps what was offered. Throws INVALID_INPUT where customs would lack something. */
export async function quoteOf(deps: LabelsDeps, accountId: AccountId, parts: QuoteParts): Promise<QuoteAnswer> {
  const { guard, order, settings, wish: asWished, to, carriers, by, patient = false } = parts;
  const { database, clock } = deps;
  const country = to?.country ?? marketplaceOf(guard.marketplaceId)?.country ?? '';
  const customs = await declareParcel(deps, accountId, asWished, { country, postalCode: to?.postalCode ?? '' }, settings.customs);
  const wish = customs ? { ...asWished, customs } : asWished;
  const answers = await Promise.all(carriers.map((each) => ratesOf(each, wish, to, patient)));
  const offers = answers.flatMap(({ kind, rates }) => rates.offers.map((offer): QuotedOffer => ({ ...offer, kind })));
  const facts = {
    deliverBy: order.deliverBy,
    grams: gramsOf(wish.parcel),
    country,
    region: order.shipTo?.split(' ').at(-1) ?? '',
    skus: guard.items.map(({ sku }) => sku),
    value: order.total !== null && order.currency !== null ? { amount: order.total, currency: order.currency } : null,
    premium: order.programs.includes('PRIME') || order.programs.includes('PREMIUM'),
  };
  const choice = chooseOffer(settings.rules, facts, offers);
  const quote = {
    orderId: wish.orderId,
    wish,
    offers,
    unavailable: answers.flatMap(({ rates }) => rates.unavailable),
    facts,
    chosen: choice.offer ? offers.indexOf(choice.offer) : null,
    rule: choice.rule ?? null,
    why: choice.why,
    at: clock.now(),
  };
  const quoteId = await database.write([accountId], (tx) => saveQuote(tx, accountId, quote, by));
  return { ...quote, quoteId, deliverBy: order.deliverBy };
}

async function ratesOf(
  { kind, carrier }: ConnectedCarrier,
  wish: Wish,
  to: Address | undefined,
  patient: boolean,
): Promise<{ kind: CarrierKind; rates: Rates }> {
  const failed = (reason: string) => ({ kind, rates: { offers: [], unavailable: [{ carrier: kind, service: '', reason }] } });
  if (carrier.needsRecipient && !to) return failed('labels.stop.noAddress');
  try {
    return { kind, rates: await carrier.rates(wish, to) };
  } catch (error) {
    if (!(error instanceof AppError) || (patient && error.code === 'AMAZON_THROTTLED')) throw error;
    return failed(error.message);
  }
}

export type Parts = {
  asked: RatesWish;
  guard: { marketplaceId: string; items: { itemId: string; sku: string; quantity: number }[] };
  order: OrderToShip;
  settings: LabelSettings;
  location: string | undefined;
  now: Date;
};

/** Throws INVALID_INPUT, with the reason as a key of the language file, where ship-from or parcel are not known. */
export function wishOf({ asked, guard, order, settings, location, now }: Parts): Wish {
  const { byLocation = {}, address } = settings.shipFrom;
  const from = (location === undefined ? undefined : byLocation[location]) ?? address;
  if (!from)
    throw new AppError('INVALID_INPUT', 'shipFrom: the account has no address that parcels leave from; set it in the settings of labels', {
      data: { reason: 'labels.stop.noShipFrom' },
    });
  const parcel = asked.parcel ?? presetFor(settings.presets, guard.items)?.parcel;
  if (!parcel)
    throw new AppError('INVALID_INPUT', 'parcel: give its size and weight, or set up parcels in the settings of labels', {
      data: { reason: 'labels.stop.noParcel' },
    });
  const titles = new Map(order.items.map(({ itemId, title }) => [itemId, title]));
  return {
    orderId: asked.orderId,
    marketplaceId: guard.marketplaceId,
    items: guard.items.map((item) => {
      const codes = asked.items?.find(({ itemId }) => itemId === item.itemId)?.transparencyCodes;
      return { ...item, title: titles.get(item.itemId) ?? '', ...(codes ? { transparencyCodes: codes } : {}) };
    }),
    from,
    parcel,
    shipAt: now.toISOString(),
    mustArriveBy: null,
    format: asked.format ?? settings.format,
    signature: asked.signature ?? 'none',
  };
}

/** Where parcels go, for carriers that need it; one line in the log of reads for all. */
export async function recipientsOf(
  deps: LabelsDeps,
  accountId: AccountId,
  orderIds: readonly string[],
  reader: string,
): Promise<Map<string, Address>> {
  const personal = await readPersonal(deps, { accountId, orderIds, reader, purpose: 'rates of a label' });
  return new Map(
    [...personal].flatMap(([orderId, data]): [string, Address][] => {
      const address = addressOf(data);
      return address ? [[orderId, address]] : [];
    }),
  );
}

function addressOf({ recipient, buyerName }: PersonalData): Address | undefined {
  if (!recipient?.city || !recipient.postalCode || !recipient.country) return undefined;
  const { name, company, lines, city, region, postalCode, country, phone } = recipient;
  return {
    name: name ?? buyerName ?? '',
    lines,
    city,
    postalCode,
    country,
    ...(company ? { company } : {}),
    ...(region ? { region } : {}),
    ...(phone ? { phone } : {}),
  };
}
