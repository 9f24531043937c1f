import { arrivalOf, isLateRisk, type Quote } from '#src/modules/labels/questions.ts';
import type { OfferFacts } from './judge-rules.ts';
import type { Priced } from './store.ts';

type Offer = Quote['offers'][number];

/** Where a carrier says nothing of how long a price holds, it is not trusted for longer. */
const trustedMs = 12 * 3_600_000;

/** What a row keeps of the offer with this index. `at`: when the rates were asked for. */
export function pricedOf(quote: Quote & { deliverBy: Date | null }, index: number, at: Date): Priced | undefined {
  const offer = quote.offers[index];
  if (!offer) return undefined;
  const { carrier, service, price, latest, earliest, protection, expiresAt } = offer;
  const trusted = at.getTime() + trustedMs;
  return {
    quoteId: quote.quoteId,
    offer: index,
    carrier,
    service,
    price: price.amount,
    currency: price.currency,
    arrivesBy: latest ?? earliest,
    arrival: arrivalOf(offer, quote.deliverBy),
    claimsProtected: protection.claims,
    expiresAt: new Date(expiresAt === null ? trusted : Math.min(Date.parse(expiresAt), trusted)),
  };
}

export const factsOf = (offer: Offer, deliverBy: Date | null): OfferFacts => ({
  arrival: arrivalOf(offer, deliverBy),
  lateRisk: isLateRisk(offer, deliverBy),
  claimsProtected: offer.protection.claims,
  carrier: offer.carrier,
  service: offer.service,
});

/** The offer of this service in a quote; carriers keep the names of their services. */
export const indexOf = ({ offers }: Quote, { carrier, service }: { carrier: string; service: string }): number =>
  offers.findIndex((offer) => offer.carrier === carrier && offer.service === service);
