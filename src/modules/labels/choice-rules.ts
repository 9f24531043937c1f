import { compare, type Money } from '#src/kernel/money.ts';
import type { Offer } from './ports.ts';
import { arrivalOf, isLateRisk, isProtected } from './promise-rules.ts';

/** What of an order and its parcel the rules of choice look at. */
export type ChoiceFacts = {
  deliverBy: Date | null;
  grams: number;
  /** ISO country, and state or province, of the destination. */
  country: string;
  region: string;
  skus: readonly string[];
  value: Money | null;
  /** Prime and premium orders: a protected label is required. */
  premium: boolean;
};

export const picks = ['cheapest', 'fastest'] as const;

export type ChoiceRule = {
  name: string;
  when: {
    gramsFrom?: number | undefined;
    gramsTo?: number | undefined;
    /** Countries or `US-CA`. */
    places?: string[] | undefined;
    /** One of the order's SKUs is here; `*` at the end stands for anything. */
    skus?: string[] | undefined;
    valueFrom?: Money | undefined;
    valueTo?: Money | undefined;
    premium?: boolean | undefined;
  };
  want: {
    pick: (typeof picks)[number];
    inTime: boolean;
    protected: boolean;
    /** Carriers or `carrier service`, in any case; none: all. */
    carriers?: string[] | undefined;
  };
};

/** A key of the language file with its values. */
export type Why = { key: string; values: Record<string, string> };
export type Choice<O extends Offer = Offer> = { offer: O | undefined; rule: string | undefined; why: Why[] };

/** What holds where the seller has written no rule. */
const defaultRule: ChoiceRule = { name: '', when: {}, want: { pick: 'cheapest', inTime: true, protected: true } };

const why = (key: string, values: Record<string, string> = {}): Why => ({ key: `labels.why.${key}`, values });

/**
 * The first rule whose condition holds decides, and says why; if it leaves no offer, the next one that holds is asked.
 * Nothing is chosen where no rule leaves an offer: a person decides then.
 */
export function chooseOffer<O extends Offer>(rules: readonly ChoiceRule[], facts: ChoiceFacts, offers: readonly O[]): Choice<O> {
  const reasons: Why[] = [];
  for (const rule of rules.length > 0 ? rules : [defaultRule]) {
    const fits = condition(rule, facts);
    if (!fits) continue;
    const want = facts.premium ? { ...rule.want, protected: true } : rule.want;
    const sorted = [...offers].sort((a, b) => order(want.pick, a, b));
    const judged = sorted.map((offer) => ({ offer, against: objection(offer, want, facts) }));
    const winner = judged.find(({ against }) => against === undefined);
    reasons.push(rule.name === '' ? why('default') : why('rule', { rule: rule.name, because: fits }));
    if (facts.premium && !rule.want.protected) reasons.push(why('premium'));
    const passedOver = judged.slice(0, winner ? judged.indexOf(winner) : undefined);
    for (const { offer, against } of passedOver.slice(0, 5))
      if (against) reasons.push(why(`not.${against}`, { ...named(offer), price: `${offer.price.amount} ${offer.price.currency}` }));
    if (!winner) {
      reasons.push(why('noneLeft', { rule: rule.name }));
      continue;
    }
    reasons.push(why(want.pick, { ...named(winner.offer), price: `${winner.offer.price.amount} ${winner.offer.price.currency}` }));
    return { offer: winner.offer, rule: rule.name, why: reasons };
  }
  return { offer: undefined, rule: undefined, why: reasons.length > 0 ? reasons : [why('noRule')] };
}

const named = ({ carrier, service }: Offer) => ({ carrier, service });

/** Why an offer may be out of the question. */
export const objections = ['carrier', 'late', 'unknownArrival', 'risky', 'unprotected'] as const;

/** Why an offer is out of the question for a wish; undefined when it is not. */
function objection(offer: Offer, want: ChoiceRule['want'], { deliverBy }: ChoiceFacts): (typeof objections)[number] | undefined {
  if (want.carriers && want.carriers.length > 0 && !want.carriers.some((wanted) => isNamed(offer, wanted))) return 'carrier';
  if (want.inTime) {
    const arrival = arrivalOf(offer, deliverBy);
    if (arrival === 'late') return 'late';
    if (arrival === 'unknown') return 'unknownArrival';
    if (isLateRisk(offer, deliverBy)) return 'risky';
  }
  return want.protected && !isProtected(offer) ? 'unprotected' : undefined;
}

function isNamed({ carrier, service }: Offer, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  return text === carrier.toLowerCase() || text === `${carrier} ${service}`.toLowerCase();
}

/** Offers of another currency than the first are dear: prices are never converted. */
function order(pick: 'cheapest' | 'fastest', a: Offer, b: Offer): number {
  const byPrice = a.price.currency === b.price.currency ? compare(a.price, b.price) : a.price.currency < b.price.currency ? -1 : 1;
  const byTime = timeOf(a) - timeOf(b);
  const first = pick === 'cheapest' ? byPrice || byTime : byTime || byPrice;
  return first || (`${a.carrier} ${a.service}` < `${b.carrier} ${b.service}` ? -1 : 1);
}

const timeOf = ({ earliest, latest }: Offer): number => Date.parse(latest ?? earliest ?? '9999-01-01');

/** Whether a rule's condition holds, and by what; undefined when not. */
function condition({ when }: ChoiceRule, facts: ChoiceFacts): string | undefined {
  const held: string[] = [];
  const { gramsFrom, gramsTo, places, skus, valueFrom, valueTo, premium } = when;
  if (gramsFrom !== undefined || gramsTo !== undefined) {
    if (facts.grams < (gramsFrom ?? 0) || facts.grams > (gramsTo ?? Number.POSITIVE_INFINITY)) return undefined;
    held.push(`${facts.grams} g`);
  }
  if (places && places.length > 0) {
    const place = `${facts.country}-${facts.region}`.toUpperCase();
    const match = places.find((wanted) => place === wanted.toUpperCase() || place.startsWith(`${wanted.toUpperCase()}-`));
    if (match === undefined) return undefined;
    held.push(match);
  }
  if (skus && skus.length > 0) {
    const match = facts.skus.find((sku) =>
      skus.some((wanted) => (wanted.endsWith('*') ? sku.startsWith(wanted.slice(0, -1)) : sku === wanted)),
    );
    if (match === undefined) return undefined;
    held.push(match);
  }
  if (valueFrom || valueTo) {
    const { value } = facts;
    if (!value) return undefined;
    if (valueFrom && (value.currency !== valueFrom.currency || compare(value, valueFrom) < 0)) return undefined;
    if (valueTo && (value.currency !== valueTo.currency || compare(value, valueTo) > 0)) return undefined;
    held.push(`${value.amount} ${value.currency}`);
  }
  if (premium !== undefined) {
    if (premium !== facts.premium) return undefined;
    held.push(premium ? 'Prime' : 'not Prime');
  }
  return held.join(', ') || '–';
}
