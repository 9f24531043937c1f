import { queryOptions } from '@tanstack/react-query';
import { guardsView } from '#src/modules/guards/contract.ts';
import { api } from '../../lib/api.ts';

export const guardsQuery = (accountId: string, orderId: string) =>
  queryOptions({
    queryKey: ['order', accountId, orderId, 'guards'],
    queryFn: ({ signal }) => api(guardsView, `/orders/${accountId}/${orderId}/guards`, { signal }),
  });
