import { queryOptions } from '@tanstack/react-query';
import { quarantineList, syncState } from '#src/modules/sync/contract.ts';
import { api } from '../../lib/api.ts';
import { setDeskTime } from '../../lib/desk-clock.ts';

export const syncQuery = queryOptions({
  queryKey: ['sync'],
  queryFn: async ({ signal }) => {
    const state = await api(syncState, '/sync', { signal });
    setDeskTime(state.now);
    return state;
  },
  refetchInterval: 20_000,
});

export const quarantineQuery = queryOptions({
  queryKey: ['quarantine'],
  queryFn: ({ signal }) => api(quarantineList, '/quarantine', { signal }),
  select: (list) => list.items,
});
