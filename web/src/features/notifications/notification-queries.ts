import { queryOptions } from '@tanstack/react-query';
import { notificationStates, poisonList } from '#src/modules/notifications/contract.ts';
import { api } from '../../lib/api.ts';

export const notificationsQuery = queryOptions({
  queryKey: ['notifications', 'state'],
  queryFn: ({ signal }) => api(notificationStates, '/notifications', { signal }),
  select: (answer) => answer.items,
  refetchInterval: 10_000,
});

export const poisonQuery = queryOptions({
  queryKey: ['notifications', 'poison'],
  queryFn: ({ signal }) => api(poisonList, '/notifications/poison', { signal }),
  select: (list) => list.items,
  refetchInterval: 30_000,
});
