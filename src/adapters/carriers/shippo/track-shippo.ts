import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Scan, Step } from '#src/modules/tracking/facts.ts';
import type { TrackingSource } from '#src/modules/tracking/ports.ts';
import { type CarrierConnection, callCarrier, codeOf, readAs } from '../carrier-http.ts';
import { placeText } from '../place-text.ts';

const text = z.string().nullish();
const statusShape = z.object({
  status: z.string(),
  status_date: z.coerce.date().nullish(),
  substatus: z.object({ code: text }).nullish(),
  location: z.object({ city: text, state: text, country: text }).nullish(),
});
const trackShape = z.object({ eta: z.coerce.date().nullish(), tracking_history: z.array(statusShape).default([]) });

const words: Readonly<Record<string, Step>> = {
  PRE_TRANSIT: 'label',
  TRANSIT: 'in_transit',
  DELIVERED: 'delivered',
  RETURNED: 'returning',
  FAILURE: 'exception',
};
/** Shippo's second word, where it says more than the first. */
const details: Readonly<Record<string, Step>> = {
  information_received: 'label',
  package_accepted: 'accepted',
  out_for_delivery: 'out_for_delivery',
  delivery_attempted: 'attempted',
  pickup_available: 'waiting',
  delivered: 'delivered',
  address_issue: 'exception',
  contact_carrier: 'exception',
  package_damaged: 'exception',
  package_undeliverable: 'exception',
  package_lost: 'lost',
  return_to_sender: 'returning',
  package_unclaimed: 'returning',
};

/** Shippo's names for carriers in the address of a track. */
const tokens: Readonly<Record<string, string>> = { 'dhl express': 'dhl_express', 'canada post': 'canada_post', ontrac: 'ontrac' };
const tokenOf = (carrier: string): string => tokens[carrier.toLowerCase()] ?? carrier.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');

/** Shippo tracks, by carrier and number. */
export function trackShippo(connection: CarrierConnection): TrackingSource {
  return {
    journey: async ({ tracking, carrier }) => {
      const path = `/tracks/${encodeURIComponent(tokenOf(carrier))}/${encodeURIComponent(tracking)}`;
      const answer = await callCarrier(connection, 'GET', path);
      if (answer.kind === 'unknown') throw new AppError('CARRIER_UNAVAILABLE', `the carrier gave no usable answer (${answer.why})`);
      if (answer.status === 404) return null;
      if (answer.status >= 300)
        throw new AppError('CARRIER_REFUSED', `the carrier refused the question (status ${answer.status}, ${codeOf(answer.body)})`);
      const track = readAs(trackShape, answer.body);
      const scans = track.tracking_history.flatMap(({ status, status_date: at, substatus, location }): Scan[] => {
        const detail = substatus?.code ?? '';
        if (!at) return [];
        return [
          {
            at,
            code: detail === '' ? status : `${status}: ${detail}`,
            step: details[detail] ?? words[status] ?? null,
            back: false,
            trouble: detail === 'address_issue' ? 'address' : null,
            place: placeText(location?.city, location?.state, location?.country),
          },
        ];
      });
      return { scans, promisedAt: track.eta ?? null };
    },
  };
}
