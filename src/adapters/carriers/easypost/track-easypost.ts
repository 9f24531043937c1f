import { z } from 'zod';
import type { Scan, Step } from '#src/modules/tracking/facts.ts';
import type { TrackingSource } from '#src/modules/tracking/ports.ts';
import { askCarrier, type CarrierConnection, readAs } from '../carrier-http.ts';
import { placeText } from '../place-text.ts';

const text = z.string().nullish();
const trackerShape = z.object({
  id: z.string(),
  status: text,
  est_delivery_date: z.coerce.date().nullish(),
  tracking_details: z
    .array(
      z.object({
        status: text,
        status_detail: text,
        datetime: z.coerce.date(),
        tracking_location: z.object({ city: text, state: text, country: text }).nullish(),
      }),
    )
    .default([]),
});
const listShape = z.object({ trackers: z.array(trackerShape).default([]) });

const words: Readonly<Record<string, Step>> = {
  pre_transit: 'label',
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  delivered: 'delivered',
  available_for_pickup: 'waiting',
  return_to_sender: 'returning',
  failure: 'exception',
};
/** Details that say more than the status that they stand under. */
const details: Readonly<Record<string, Step>> = {
  label_created: 'label',
  received_at_origin_facility: 'accepted',
  delivery_attempted: 'attempted',
  lost: 'lost',
  returned: 'returned',
  missed_delivery: 'attempted',
  damaged: 'exception',
  address_correction: 'exception',
};
const addressDetails = ['address_correction', 'insufficient_address', 'undeliverable_as_addressed'];

/**
 * EasyPost trackers. One is made with each label that is bought; where it is not found by its number it is made now, which
 * EasyPost answers with the one that is there.
 */
export function trackEasypost(connection: CarrierConnection): TrackingSource {
  return {
    journey: async ({ tracking, carrier }) => {
      const found = await askCarrier(connection, 'GET', `/v2/trackers?tracking_code=${encodeURIComponent(tracking)}`);
      const known = readAs(listShape, found).trackers[0];
      const tracker =
        known ??
        readAs(trackerShape, await askCarrier(connection, 'POST', '/v2/trackers', { tracker: { tracking_code: tracking, carrier } }));
      const scans = tracker.tracking_details.map(({ status, status_detail: detail, datetime, tracking_location: location }): Scan => {
        const isAddress = addressDetails.includes(detail ?? '');
        return {
          at: datetime,
          code: [status, detail].filter((part) => part && part !== 'unknown').join(': ') || 'unknown',
          step: details[detail ?? ''] ?? (isAddress ? 'exception' : words[status ?? '']) ?? null,
          back: false,
          trouble: isAddress ? 'address' : null,
          place: placeText(location?.city, location?.state, location?.country),
        };
      });
      return { scans, promisedAt: tracker.est_delivery_date ?? null };
    },
  };
}
