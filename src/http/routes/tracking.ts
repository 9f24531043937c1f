import { z } from 'zod';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { carrierChoice, trackingIdentity } from '#src/modules/shipping/contract.ts';
import { carriersFor, identifyTracking } from '#src/modules/shipping/questions.ts';
import type { HttpApp } from '../http-app.ts';

const country = z.string().regex(/^[A-Za-z]{2}$/, 'must be a country of two letters such as US');

/** Whose a tracking number may be, and the carriers of a store as Amazon names them. */
export const trackingRoutes = (app: HttpApp) => {
  app.get(
    '/api/v1/tracking/identify',
    {
      config: { permission: 'orders.read' },
      schema: {
        summary: 'Says whose a tracking number may be',
        querystring: z.object({ number: z.string().max(200), country: country.optional() }),
        response: { 200: trackingIdentity },
      },
    },
    (request) => {
      const { number, country: from } = request.query;
      return identifyTracking(number, from === undefined ? {} : { country: from });
    },
  );

  app.get(
    '/api/v1/carriers',
    {
      config: { permission: 'orders.read' },
      schema: {
        summary: 'Lists the carriers of a store as Amazon names them',
        querystring: z.object({ marketplaceId: z.string().max(40).optional() }),
        response: { 200: z.object({ items: z.array(carrierChoice) }) },
      },
    },
    (request) => ({ items: [...carriersFor(marketplaceOf(request.query.marketplaceId ?? '')?.country ?? '')] }),
  );
};
