import { carrierName, carrierOf } from './carrier-codes.ts';
import type { TrackingCarrier, TrackingCheck, TrackingReason } from './contract.ts';
import { type FormatMatch, identifyTracking, matchFormats, type TrackingHints } from './identify-tracking.ts';
import { normaliseTracking } from './normalise-tracking.ts';
import { refusal } from './refuse-tracking.ts';
import { trackingFormats } from './tracking-formats.ts';

/** `carrier` is our code or any spelling of Amazon's; a carrier we do not know (`Other`) is given by its name. */
export type TrackingQuestion = {
  carrier: string;
  number: string;
  /** The order's own id and SKUs: pasted into the wrong field they are refused, whatever they look like. */
  orderId?: string;
  skus?: readonly string[];
  hints?: TrackingHints;
};

/**
 * May this shipment be confirmed with this number? Asked before a write is queued. `refused` only for what cannot be a
 * tracking number and for a wrong check digit of UPS 1Z, USPS and S10; all other doubts are warnings.
 */
export function checkTracking({ carrier, number, orderId, skus = [], hints = {} }: TrackingQuestion): TrackingCheck {
  const code = carrierOf(carrier) ?? carrier;
  const name = carrierName(code);
  const normalised = normaliseTracking(number);
  const identity = identifyTracking(number, { ...hints, history: { ...hints.history, [code]: Number.MAX_SAFE_INTEGER } });
  const suggestions = identity.carriers.filter((candidate) => candidate.valid && candidate.code !== code);
  const answer = answerFor(normalised, suggestions);

  const refused = identity.refusal ?? ownWords(normalised, orderId, skus);
  if (refused) return answer('refused', 'not_a_tracking_number', refused.reason, 'Enter the number from the label.');

  const fits = matchFormats(normalised).filter((match) => match.carrier === code);
  const best = fits.find(({ state }) => state !== 'wrong') ?? fits[0];
  if (best && best.state !== 'wrong') return answer('ok', 'fits', `The number has the form of ${name}.`, '');
  if (best) return wrongDigit(best, name, suggestions, answer);

  const [likely] = identity.carriers;
  if (likely && !likely.valid && trackingFormats.some(({ format, hard }) => format === likely.format && hard)) {
    const message = `The number has the form of ${likely.name}, but its check digit is wrong.`;
    return answer('refused', 'check_digit', message, 'Compare the number with the label and correct the mistyped character.');
  }
  const [other] = suggestions;
  if (other && isOwnShape(other)) {
    const message = `The number has the form of ${other.name}, not of ${name}.`;
    return answer('warning', 'other_carrier', message, `Choose ${other.name}, or enter the number that ${name} gave.`);
  }
  if (trackingFormats.some((format) => format.carrier === code)) {
    const message = `The number does not have a form of ${name} that we know.`;
    return answer('warning', 'unknown_shape', message, 'Compare it with the label, or choose the carrier that gave the number.');
  }
  return answer('ok', 'not_checkable', `Numbers of ${name} cannot be checked.`, '');
}

type Answer = ReturnType<typeof answerFor>;

const answerFor =
  (normalised: string, suggestions: TrackingCarrier[]) =>
  (outcome: TrackingCheck['outcome'], reason: TrackingReason, message: string, remedy: string): TrackingCheck => ({
    outcome,
    reason,
    message,
    remedy,
    normalised,
    suggestions,
  });

/** A wrong digit for the chosen carrier is final only where its format says so. */
function wrongDigit({ hard }: FormatMatch, name: string, suggestions: readonly TrackingCarrier[], answer: Answer): TrackingCheck {
  const other = suggestions.find(isOwnShape);
  const remedy = `Compare the number with the label and correct the mistyped character${other ? `, or choose ${other.name}` : ''}.`;
  return answer(hard ? 'refused' : 'warning', 'check_digit', `The check digit is not that of a ${name} number: likely a typo.`, remedy);
}

const isOwnShape = ({ format }: TrackingCarrier) => !trackingFormats.some((entry) => entry.format === format && entry.loose);

function ownWords(normalised: string, orderId: string | undefined, skus: readonly string[]) {
  if (orderId !== undefined && normalised === normaliseTracking(orderId)) return refusal('order_id');
  return skus.some((sku) => normaliseTracking(sku) === normalised) ? refusal('sku') : undefined;
}
