import { textOr } from '../../lib/language.ts';

/** What a write carries, in a few words: carrier and number, or Amazon's reason. */
export function payloadWords(payload: Readonly<Record<string, unknown>>): string {
  const text = (key: string) => (typeof payload[key] === 'string' ? payload[key] : '');
  return [
    text('carrierName') || text('carrierCode'),
    text('trackingNumber'),
    text('reason') && textOr(`cancel.reasons.${text('reason')}`, text('reason')),
  ]
    .filter(Boolean)
    .join(' · ');
}
