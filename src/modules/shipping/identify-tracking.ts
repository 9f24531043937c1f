import { carrierName, isCarrierOfCountry } from './carrier-codes.ts';
import type { TrackingIdentity } from './contract.ts';
import { normaliseTracking } from './normalise-tracking.ts';
import { postOfficeOf } from './post-offices.ts';
import { type Fit, refuseTracking } from './refuse-tracking.ts';
import { trackingFormats } from './tracking-formats.ts';

/**
 * country  ISO code of the place of dispatch (UK is understood)
 * history  how many parcels this seller sent with each carrier, by our code
 */
export type TrackingHints = { country?: string; history?: Readonly<Record<string, number>> };

/** `sure`: the check digit is right. `open`: there is none. `wrong`: it is not right; `hard` makes that final. */
export type FormatMatch = {
  readonly carrier: string;
  readonly format: string;
  readonly state: 'sure' | 'open' | 'wrong';
  readonly hard: boolean;
  readonly loose: boolean;
};

/** Every format that a normalised number has the shape of, in the order of the table. Pure; knows no hints. */
export function matchFormats(normalised: string): FormatMatch[] {
  return trackingFormats
    .filter(({ pattern }) => pattern.test(normalised))
    .map(({ carrier, format, check, hard = false, loose = false }) => ({
      carrier: carrier === 'by-country' ? postOfficeOf(normalised.slice(-2)) : carrier,
      format,
      state: check === undefined ? 'open' : check(normalised) ? 'sure' : 'wrong',
      hard,
      loose,
    }));
}

/**
 * Which carriers a number may be of, the likeliest first (rules.md 3.2). `valid` is true where it is right for one of them: false
 * for what fits nothing, for what is refused, and where all check digits are wrong, which no loose shape of another excuses.
 * `warning` then says so; whether it may be confirmed all the same is for `checkTracking` to say.
 */
export function identifyTracking(input: string, hints: TrackingHints = {}): TrackingIdentity {
  const normalised = normaliseTracking(input);
  const matches = onePerCarrier(withoutNoise(matchFormats(normalised), hints), hints);
  const refusal = refuseTracking(input, normalised, fitOf(matches, hints));
  if (refusal) return { number: input, normalised, valid: false, carriers: [], refusal };
  const [first] = matches;
  const stopped = first !== undefined && first.hard && first.state === 'wrong';
  const warns = first?.state === 'wrong' || (first?.loose === true && matches.some(({ state }) => state === 'wrong'));
  return {
    number: input,
    normalised,
    valid: !stopped && matches.some(({ state, loose }) => state !== 'wrong' && (!loose || first?.loose === true)),
    carriers: matches.map((match) => ({
      code: match.carrier,
      name: nameOf(match, normalised),
      format: match.format,
      valid: match.state !== 'wrong',
    })),
    ...(warns ? { warning: 'The check digit is not the right one: likely a typo. Compare the number with the label.' } : {}),
  };
}

/** A loose shape is only worth showing where no check digit is right, unless the hints speak for its carrier. */
function withoutNoise(matches: FormatMatch[], hints: TrackingHints): FormatMatch[] {
  if (!matches.some((match) => !match.loose && match.state !== 'wrong')) return matches;
  return matches.filter((match) => !match.loose || isHinted(match, hints));
}

function onePerCarrier(matches: FormatMatch[], hints: TrackingHints): FormatMatch[] {
  const ranked = matches.toSorted(
    (a, b) =>
      rank(b, hints) - rank(a, hints) ||
      (hints.history?.[b.carrier] ?? 0) - (hints.history?.[a.carrier] ?? 0) ||
      Number(isOfCountry(b, hints)) - Number(isOfCountry(a, hints)),
  );
  return ranked.filter((match, at) => ranked.findIndex(({ carrier }) => carrier === match.carrier) === at);
}

/**
 * A right check digit beats all. A wrong one that is a hard stop comes next, because nobody else's loose shape excuses
 * a mistyped USPS number, except that of a carrier of the seller's country or the one this seller uses most.
 */
function rank(match: FormatMatch, hints: TrackingHints): number {
  if (match.state === 'sure') return 5;
  if (match.hard) return 3;
  if (match.loose) return isOfCountry(match, hints) || isFavourite(match, hints) ? 4 : 1;
  return match.state === 'open' ? 2 : 1;
}

const isOfCountry = (match: FormatMatch, { country }: TrackingHints) => country !== undefined && isCarrierOfCountry(match.carrier, country);
const isHinted = (match: FormatMatch, hints: TrackingHints) => (hints.history?.[match.carrier] ?? 0) > 0 || isOfCountry(match, hints);

function isFavourite({ carrier }: FormatMatch, { history = {} }: TrackingHints): boolean {
  const parcels = history[carrier] ?? 0;
  return parcels > 0 && Object.values(history).every((others) => others <= parcels);
}

/** What the hints name is never taken for a phone number or a SKU: there the person may know better. */
function fitOf(matches: readonly FormatMatch[], hints: TrackingHints): Fit {
  const own = matches.filter(({ loose }) => !loose);
  if (matches.some((match) => isHinted(match, hints)) || own.some(({ state }) => state !== 'wrong')) return 'good';
  return own.length > 0 ? 'wrong' : matches.length > 0 ? 'loose' : 'none';
}

function nameOf(match: FormatMatch, normalised: string): string {
  return match.carrier === 'other_post' ? `Post of ${countryName(normalised.slice(-2))}` : carrierName(match.carrier);
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
const countryName = (code: string): string => regions.of(code) ?? code;
