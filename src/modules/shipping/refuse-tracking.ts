import { amazonOrderId } from '#src/kernel/ids.ts';
import type { RefusalKind, TrackingRefusal } from './contract.ts';

/**
 * How well the number fits the formats: `good` a check digit is right, or the shape is a carrier's own; `wrong` only
 * check digits that are not right; `loose` only shapes that fit almost anything; `none` nothing.
 */
export type Fit = 'good' | 'wrong' | 'loose' | 'none';

const reasons: Record<RefusalKind, string> = {
  empty: 'There is no tracking number. Copy it from the label or from the carrier.',
  order_id: 'This is an Amazon order id, not a tracking number. Copy the number that the carrier printed on the label.',
  asin: 'This is an ASIN or an Amazon stock label, not a tracking number. Copy the number that the carrier printed on the label.',
  phone: 'This looks like a phone number, not a tracking number. Copy the number that the carrier printed on the label.',
  sku: 'This looks like a SKU or a note, not a tracking number. Copy the number that the carrier printed on the label.',
};

export const refusal = (kind: RefusalKind): TrackingRefusal => ({ kind, reason: reasons[kind] });

/** What was typed in the wrong field, by its shape. A good fit speaks for digits that only look like a phone number. */
export function refuseTracking(input: string, normalised: string, fit: Fit): TrackingRefusal | undefined {
  const typed = input
    .normalize('NFKC')
    .trim()
    .replaceAll(/\p{Pd}/gu, '-');
  if (!/[\p{L}\p{N}]/u.test(typed)) return refusal('empty');
  if (amazonOrderId.test(typed.replaceAll(/\s/g, ''))) return refusal('order_id');
  if (/^(B0[0-9A-Z]{8}|X00[0-9A-Z]{7})$/.test(normalised)) return refusal('asin');
  if (isPhoneText(typed) || (fit !== 'good' && isPhoneDigits(normalised))) return refusal('phone');
  if (isWords(typed, fit)) return refusal('sku');
  return undefined;
}

/** Phone marks: a plus or brackets among digits, or groups of 3, 3 and 4 with dashes or dots. */
const isPhoneText = (typed: string): boolean =>
  /^\+\s?\d[\d\s().\-/]{6,}$/.test(typed) ||
  /^\+?\d*\s?\(\d+\)[\d\s.\-/]{5,}$/.test(typed) ||
  /^(1[-.\s])?\d{3}[-.]\d{3}[-.]\d{4}$/.test(typed);

/** Ten digits as in North America, with or without its 1, or a national number of ten or eleven with its leading 0. */
const isPhoneDigits = (digits: string): boolean => /^(1?[2-9]\d{2}[2-9]\d{6}|0[1-9]\d{8,9})$/.test(digits);

/** No digit at all; or letters and separators as in a SKU that fit no carrier's own shape. */
function isWords(typed: string, fit: Fit): boolean {
  if (!/\d/.test(typed)) return true;
  const isPoor = fit === 'none' || fit === 'loose';
  return isPoor && /\p{L}/u.test(typed) && /[\p{L}\p{N}][-_./]+[\p{L}\p{N}]/u.test(typed);
}
