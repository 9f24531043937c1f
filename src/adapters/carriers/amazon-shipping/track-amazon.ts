import { z } from 'zod';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import { understand } from '#src/adapters/spapi/understand.ts';
import type { Scan, Step } from '#src/modules/tracking/facts.ts';
import type { TrackingSource } from '#src/modules/tracking/ports.ts';
import { placeText } from '../place-text.ts';
import { businessHeader } from './business.ts';

const trackingAnswer = z.object({
  payload: z.object({
    eventHistory: z
      .array(
        z.object({
          eventCode: z.string(),
          eventTime: z.coerce.date(),
          shipmentType: z.string().nullish(),
          location: z
            .object({ city: z.string().nullish(), stateOrRegion: z.string().nullish(), countryCode: z.string().nullish() })
            .nullish(),
        }),
      )
      .default([]),
    promisedDeliveryDate: z.coerce.date().nullish(),
    summary: z.object({ trackingDetailCodes: z.object({ forward: z.array(z.string()).nullish() }).nullish() }).nullish(),
  }),
});
const handleShape = z.object({ carrierId: z.string() });

const words: Readonly<Record<string, Step>> = {
  ReadyForReceive: 'label',
  PickupDone: 'accepted',
  Departed: 'in_transit',
  ArrivedAtCarrierFacility: 'in_transit',
  OutForDelivery: 'out_for_delivery',
  DeliveryAttempted: 'attempted',
  RecipientRequestedAlternateDeliveryTiming: 'attempted',
  AvailableForPickup: 'waiting',
  Delivered: 'delivered',
  Undeliverable: 'exception',
  PickupCancelled: 'exception',
  Rejected: 'returning',
  ReturnInitiated: 'returning',
  Lost: 'lost',
};

/** Amazon Shipping v2 `getTracking`: by the number and the carrier that it was bought from. */
export function trackAmazon(client: SpapiClient, country: string): TrackingSource {
  return {
    journey: async ({ tracking, handle }) => {
      const { carrierId } = handleShape.parse(handle);
      const reply = await client.read({
        operation: 'getTracking',
        method: 'GET',
        path: '/shipping/v2/tracking',
        query: { trackingId: tracking, carrierId },
        headers: businessHeader(country),
        priority: 'background',
      });
      if (reply.status === 404) return null;
      const { eventHistory, promisedDeliveryDate, summary } = understand(reply, trackingAnswer).payload;
      const scans = eventHistory.map(
        ({ eventCode, eventTime, shipmentType, location }): Scan => ({
          at: eventTime,
          code: eventCode,
          step: words[eventCode] ?? null,
          back: shipmentType === 'RETURNS',
          trouble: null,
          place: placeText(location?.city, location?.stateOrRegion, location?.countryCode),
        }),
      );
      // The reason stands beside the history, without a time: it belongs to what happened last.
      const last = scans.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
      const isLost = summary?.trackingDetailCodes?.forward?.includes('AddressNotFound') ?? false;
      if (last && isLost && !last.back && (last.step === 'exception' || last.step === 'attempted'))
        scans.push({ ...last, code: 'AddressNotFound', step: 'exception', trouble: 'address' });
      return { scans, promisedAt: promisedDeliveryDate ?? null };
    },
  };
}
