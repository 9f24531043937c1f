import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { invitationView, keyView, matrixView, meView, personView, reviewsView } from '#src/modules/people/contract.ts';
import { api } from '../../lib/api.ts';

/** Other people change these too: they are asked for anew whenever a page opens. */
const fresh = { staleTime: 0 };

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => api(meView, '/me', { signal }), ...fresh });
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(personView) }), '/people', { signal }),
  ...fresh,
});
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(invitationView) }), '/invitations', { signal }),
  ...fresh,
});
export const matrixQuery = queryOptions({ queryKey: ['roles'], queryFn: ({ signal }) => api(matrixView, '/roles', { signal }) });
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => api(z.object({ items: z.array(keyView) }), '/keys', { signal }),
  ...fresh,
});
export const reviewsQuery = queryOptions({
  queryKey: ['access-reviews'],
  queryFn: ({ signal }) => api(reviewsView, '/access-reviews', { signal }),
  ...fresh,
});
