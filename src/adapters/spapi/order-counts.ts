import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { CallOptions } from '#src/modules/reports/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const metrics = z.object({ payload: z.array(z.object({ interval: z.string(), orderCount: z.int().min(0) })) });

/** Amazon's own number of orders per local day of one store (Sales API v1 getOrderMetrics, 0.5 calls a second). */
export async function orderCounts(
  client: SpapiClient,
  { marketplaceId, timeZone, from, to }: { marketplaceId: string; timeZone: string; from: Date; to: Date },
  call: CallOptions = {},
): Promise<{ day: string; orders: number }[]> {
  const local = (at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime())
      .toZonedDateTimeISO(timeZone)
      .toString({ timeZoneName: 'never', fractionalSecondDigits: 0 });
  const query = {
    marketplaceIds: [marketplaceId],
    interval: `${local(from)}--${local(to)}`,
    granularity: 'Day',
    granularityTimeZone: timeZone,
  };
  const reply = await client.read({ operation: 'getOrderMetrics', method: 'GET', path: '/sales/v1/orderMetrics', query, ...call });
  return understand(reply, metrics).payload.map(({ interval, orderCount }) => ({ day: interval.slice(0, 10), orders: orderCount }));
}
