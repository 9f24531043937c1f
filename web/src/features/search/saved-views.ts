import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { savedView } from '#src/modules/search/contract.ts';
import { api } from '../../lib/api.ts';

const viewList = z.object({ items: z.array(savedView) });

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => api(viewList, '/views', { signal }),
  select: (list) => list.items,
});

export type ViewBody = { name: string; query: string; columns: unknown; shared: boolean };

const kept = z.object({ id: z.string() });

/** Saves a new view, or the one with this id; answers with its id. */
export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id?: string; body: ViewBody }) =>
      api(kept, id ? `/views/${id}` : '/views', { method: id ? 'PUT' : 'POST', json: body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
}

export function useDeleteView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api(z.unknown(), `/views/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
}
