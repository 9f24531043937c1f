import i18next from 'i18next';
import type { LabelView, OfferView } from '#src/modules/labels/contract.ts';
import type { Tone } from '../../components/badge.tsx';
import { textOr } from '../../lib/language.ts';

/** A reason of the desk in the person's words; what is no key is the carrier's own words, shown as they are. */
export const reasonText = (reason: string, values: Readonly<Record<string, string>> = {}): string =>
  /^[a-z]+\.[\w.]+$/.test(reason) ? textOr(reason, reason, values) : reason;

/** The reason in the words of a refusal, where the desk names it by its key. */
export function refusedBy(error: unknown): string | undefined {
  const key = error instanceof Error ? /\(([a-z]+\.[\w.]+)\)/.exec(error.message)?.[1] : undefined;
  return key !== undefined && i18next.exists(key) ? i18next.t(key) : undefined;
}

export const labelTones: Record<LabelView['state'], Tone> = {
  asked: 'info',
  buying: 'info',
  unsure: 'warn',
  bought: 'good',
  voiding: 'warn',
  voided: 'outline',
  refused: 'bad',
};

export const arrivalTones: Record<OfferView['arrival'], Tone> = { 'in-time': 'good', risky: 'warn', late: 'bad', unknown: 'neutral' };

/** `UPS UPS Ground` reads as `UPS Ground`. */
export const serviceName = ({ carrier, service }: { carrier: string; service: string }): string =>
  service === '' || service.toLowerCase().startsWith(carrier.toLowerCase()) ? service || carrier : `${carrier} ${service}`;
