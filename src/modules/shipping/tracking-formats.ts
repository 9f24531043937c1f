import { fedexExpressCheck, fedexLongCheck, gs1Check, luhnCheck, mod3736Check, modSevenCheck, s10Check, upsCheck } from './check-digits.ts';

/**
 * A shape of tracking numbers. The pattern is for a normalised number (see `normaliseTracking`).
 *
 * check   absent: the number has no check digit. Otherwise says whether the digit is right.
 * hard    a wrong check digit is a certain typo, so the number is refused; else it is only a warning.
 * loose   the shape says little (any 8 letters, any 16 digits), so it counts only where nothing better fits.
 * carrier `by-country` takes the carrier from the last two letters (S10).
 */
export type TrackingFormat = {
  readonly format: string;
  readonly carrier: string;
  readonly pattern: RegExp;
  readonly check?: (number: string) => boolean;
  readonly hard?: true;
  readonly loose?: true;
};

/** The last character checks all before it. */
const atEnd = (check: (body: string) => string) => (number: string) => check(number.slice(0, -1)) === number.slice(-1);

/** As `atEnd`, over a part of the number: from `start` up to and without `end`, whose character is the check digit. */
const over = (check: (body: string) => string, start: number, end: number) => (number: string) =>
  check(number.slice(start, end)) === number.charAt(end);

/** USPS may be preceded by 420 and the ZIP of the recipient, which the check digit does not cover. */
const zip = '(?:420\\d{5}(?:\\d{4})?)?';
const uspsPackage = (kind: string) => (number: string) => {
  const found = new RegExp(`^${zip}(${kind})$`).exec(number)?.[1] ?? '';
  return atEnd(gs1Check)(found);
};
const impbN = '94\\d{20}(?:\\d{4}(?:\\d{4})?)?';
const impbC = '9[235]\\d{20}(?:\\d{4})?';

function uspsLegacy(number: string): boolean {
  const found = new RegExp(`^${zip}((?:91)?\\d{20})$`).exec(number)?.[1] ?? '';
  return atEnd(gs1Check)(found.length === 22 ? found : `91${found}`);
}

/** OnTrac's letter stands for a digit: C for 4, D for 5; some labels print that digit behind the letter already. */
function ontrac(number: string): boolean {
  const lead = number.startsWith('C') ? '4' : '5';
  const digits = number.slice(1);
  return atEnd(upsCheck)(digits.startsWith(lead) ? digits : lead + digits);
}

/** Patterns and checks: rules.md 3.2. The order is the rank of formats between which nothing else decides. */
export const trackingFormats: readonly TrackingFormat[] = [
  { format: 'ups_1z', carrier: 'ups', pattern: /^1Z[A-Z0-9]{15}\d$/, check: (n) => atEnd(upsCheck)(n.slice(2)), hard: true },
  { format: 'usps_impb_n', carrier: 'usps', pattern: new RegExp(`^${zip}${impbN}$`), check: uspsPackage(impbN), hard: true },
  { format: 'usps_impb_c', carrier: 'usps', pattern: new RegExp(`^${zip}${impbC}$`), check: uspsPackage(impbC), hard: true },
  { format: 'usps_20', carrier: 'usps', pattern: /^\d{20}$/, check: atEnd(gs1Check), hard: true },
  { format: 'usps_legacy', carrier: 'usps', pattern: new RegExp(`^${zip}(?:91)?\\d{20}$`), check: uspsLegacy, hard: true },
  { format: 's10', carrier: 'by-country', pattern: /^[A-Z]{2}\d{9}[A-Z]{2}$/, check: over(s10Check, 2, 10), hard: true },
  { format: 'fedex_express', carrier: 'fedex', pattern: /^\d{12}$/, check: atEnd(fedexExpressCheck) },
  { format: 'fedex_ground', carrier: 'fedex', pattern: /^\d{15}$/, check: atEnd(gs1Check) },
  { format: 'fedex_ground_96', carrier: 'fedex', pattern: /^96\d{20}$/, check: over(gs1Check, 7, 21) },
  { format: 'fedex_34', carrier: 'fedex', pattern: /^[0-8]\d{33}$/, check: over(fedexLongCheck, 20, 33) },
  { format: 'fedex_gsn', carrier: 'fedex', pattern: /^96\d{32}$/, check: over(fedexLongCheck, 20, 33) },
  { format: 'fedex_astra', carrier: 'fedex', pattern: /^3\d{31}$/, check: over(fedexExpressCheck, 16, 27) },
  { format: 'fedex_sscc18', carrier: 'fedex', pattern: /^\d{18}$/, check: over(gs1Check, 2, 17) },
  { format: 'amazon_logistics', carrier: 'amazon', pattern: /^TB[ACM]\d{12}$/ },
  { format: 'ups_waybill', carrier: 'ups', pattern: /^[AHJKTV]\d{10}$/, check: over(upsCheck, 1, 10) },
  { format: 'amazon_international', carrier: 'amazon', pattern: /^[AFC]\d{10}$/ },
  { format: 'dhl_express', carrier: 'dhl', pattern: /^\d{10,11}$/, check: atEnd(modSevenCheck) },
  { format: 'dhl_express_piece', carrier: 'dhl', pattern: /^J[A-Z]{2,3}\d{9,10}$/ },
  { format: 'dhl_ecommerce', carrier: 'dhl', pattern: /^(GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)[0-9A-Z]{10,39}$/ },
  { format: 'dhl_ecommerce_14', carrier: 'dhl', pattern: /^\d{14}$/ },
  { format: 'ontrac', carrier: 'ontrac', pattern: /^[CD]\d{14}$/, check: ontrac },
  {
    format: 'lasership',
    carrier: 'lasership',
    pattern: /^(L[AIEHNX][1-3]\d{7}|1LS7[12]\d{10}|1LS7[12]\d{2}01[1-4]\d{6}-1|1LSCX[0-9A-Z]{10})$/,
  },
  { format: 'canada_post', carrier: 'canada_post', pattern: /^\d{16}$/, check: atEnd(gs1Check) },
  { format: 'purolator', carrier: 'purolator', pattern: /^[0-5]\d{11}$/, check: atEnd(luhnCheck) },
  { format: 'purolator_letters', carrier: 'purolator', pattern: /^[A-Z]{3}\d{9}$/ },
  { format: 'dpd_14', carrier: 'dpd', pattern: /^\d{14}[0-9A-Z]$/, check: atEnd(mod3736Check) },
  { format: 'dpd_27', carrier: 'dpd', pattern: /^\d{27}[0-9A-Z]$/, check: atEnd(mod3736Check) },
  { format: 'yodel', carrier: 'yodel', pattern: /^JJ?D\d{16}$/ },
  { format: 'old_dominion', carrier: 'old_dominion', pattern: /^((77[78]|072|780)\d{8}|80\d{9})$/, check: atEnd(luhnCheck) },
  { format: 'yamato', carrier: 'yamato', pattern: /^\d{12}$/, check: atEnd(modSevenCheck) },
  { format: 'sagawa', carrier: 'sagawa', pattern: /^\d{12}$/, check: atEnd(modSevenCheck) },
  { format: 'japan_post_parcel', carrier: 'japan_post', pattern: /^\d{11,12}$/, check: atEnd(modSevenCheck) },
  { format: 'yunexpress', carrier: 'yunexpress', pattern: /^YT\d{16}$/ },
  { format: 'gofo', carrier: 'gofo', pattern: /^GFUS\d{14}$/ },
  { format: 'landmark', carrier: 'landmark', pattern: /^LTN\d{8}N1$/ },
  { format: 'speedee', carrier: 'speedee', pattern: /^SP\d{18}$/ },
  { format: 'canpar', carrier: 'canpar', pattern: /^[CDKLSUXZ]\d{21}$/ },
  { format: 'evri', carrier: 'evri', pattern: /^(\d{16}|[A-Z]\d{2}[A-Z0-9]{13}|[A-Z]{1,2}\d{14,15}|\d{8})$/, loose: true },
  { format: 'gls', carrier: 'gls', pattern: /^(\d{11,12}|\d{14}|\d{20}|(?=.*\d)[A-Z0-9]{8})$/, loose: true },
  { format: 'australia_post_eparcel', carrier: 'australia_post', pattern: /^[A-Z0-9]{3}\d{13,20}$/, loose: true },
];
