import { type Money, sum, times } from '#src/kernel/money.ts';
import { type ChoiceFacts, type ChoiceRule, chooseOffer, type Why } from './choice-rules.ts';
import type { Offer } from './ports.ts';
import { type Arrival, arrivalOf, isLateRisk, isProtected } from './promise-rules.ts';

/** What was offered for a parcel, and what was bought of it. */
export type PastQuote = {
  orderId: string;
  at: Date;
  facts: ChoiceFacts;
  offers: Offer[];
  bought: { carrier: string; service: string; price: Money } | null;
};

export type TrialRow = {
  orderId: string;
  at: Date;
  /** The name of the rule that chose; null where none left an offer. */
  rule: string | null;
  chosen: { carrier: string; service: string; price: Money; latest: string | null; arrival: Arrival; isProtected: boolean } | null;
  bought: { carrier: string; service: string; price: Money } | null;
  /** Chosen less bought; null without one of them, or in two currencies. */
  difference: Money | null;
  why: Why[];
};

export type TrialSummary = {
  quotes: number;
  chosen: number;
  /** A person would have to choose. */
  unmatched: number;
  /** Would arrive after the promised day, or may. */
  late: number;
  unprotected: number;
  /** Those with a bought label, and those of them where the rules choose another service. */
  compared: number;
  changed: number;
  /** Over what can be compared, a line for each currency. */
  costs: { currency: string; chosen: string; bought: string; difference: string }[];
};

/** What these rules would have chosen in the past, one row for each quote. */
export function tryRules(rules: readonly ChoiceRule[], past: readonly PastQuote[]): { rows: TrialRow[]; summary: TrialSummary } {
  const tried = past.map((quote) => {
    const { facts, offers, bought } = quote;
    const { offer, rule, why } = chooseOffer(rules, facts, offers);
    const row: TrialRow = {
      orderId: quote.orderId,
      at: quote.at,
      rule: offer ? (rule ?? null) : null,
      chosen: offer
        ? {
            carrier: offer.carrier,
            service: offer.service,
            price: offer.price,
            latest: offer.latest ?? offer.earliest,
            arrival: arrivalOf(offer, facts.deliverBy),
            isProtected: isProtected(offer),
          }
        : null,
      bought,
      difference: offer && bought && offer.price.currency === bought.price.currency ? less(offer.price, bought.price) : null,
      why,
    };
    return { row, isLate: offer !== undefined && isLateRisk(offer, facts.deliverBy) };
  });
  const rows = tried.map(({ row }) => row);
  const compared = rows.filter(({ difference }) => difference !== null);
  return {
    rows,
    summary: {
      quotes: rows.length,
      chosen: rows.filter(({ chosen }) => chosen).length,
      unmatched: rows.filter(({ chosen }) => !chosen).length,
      late: tried.filter(({ isLate }) => isLate).length,
      unprotected: rows.filter(({ chosen }) => chosen && !chosen.isProtected).length,
      compared: compared.length,
      changed: compared.filter(({ chosen, bought }) => chosen?.carrier !== bought?.carrier || chosen?.service !== bought?.service).length,
      costs: costsOf(compared),
    },
  };
}

const less = (a: Money, b: Money): Money => sum([a, times(b, -1)]) ?? a;

function costsOf(compared: readonly TrialRow[]): TrialSummary['costs'] {
  const byCurrency = Map.groupBy(compared, ({ bought }) => bought?.price.currency ?? '');
  return [...byCurrency].map(([currency, rows]) => {
    const total = (prices: (Money | undefined)[]) => sum(prices.flatMap((price) => price ?? [])) ?? { amount: '0', currency };
    const chosen = total(rows.map((row) => row.chosen?.price));
    const bought = total(rows.map((row) => row.bought?.price));
    return { currency, chosen: chosen.amount, bought: bought.amount, difference: less(chosen, bought).amount };
  });
}
