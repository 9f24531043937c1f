import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { webhookDelivery, webhookView } from '#src/modules/webhooks/contract.ts';
import { api } from '../../lib/api.ts';

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(webhookView) }), '/webhooks', { signal }),
  refetchInterval: 10_000,
});

export const deliveriesQuery = (accountId: string, webhookId: string) =>
  queryOptions({
    queryKey: ['webhooks', accountId, webhookId, 'deliveries'],
    queryFn: ({ signal }) =>
      api(z.object({ items: z.array(webhookDelivery) }), `/webhooks/${accountId}/${webhookId}/deliveries`, {
        query: { limit: 50 },
        signal,
      }),
    refetchInterval: 5_000,
  });

/** The families of events, as a person chooses them; none chosen is all. */
export const eventFamilies = ['order.*', 'package.*', 'cancel.*', 'write.*', 'tag.*', 'note.*', 'personal.*'] as const;
