import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { settingsView } from '#src/modules/labels/contract.ts';
import {
  actsAnswer,
  giftView,
  type ParcelLabelBody,
  packEvidence,
  packParcel,
  packSetup,
  productMeasures,
  stationState,
} from '#src/modules/packing/contract.ts';
import { api, apiFile, soon } from '../../lib/api.ts';
import type { PackAct } from './queue/pack-queue.ts';

export const setupQuery = queryOptions({
  queryKey: ['packing', 'setup'],
  queryFn: ({ signal }) => api(packSetup, '/packing/setup', { signal }),
});

export const measuresQuery = (productId: string) =>
  queryOptions({
    queryKey: ['packing', 'measures', productId],
    queryFn: ({ signal }) => api(productMeasures, `/packing/products/${productId}/measures`, { signal }),
  });

/** How labels of an account are printed. */
export const labelSettingsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['labels', 'settings', accountId],
    queryFn: async ({ signal }) => (await api(settingsView, `/labels/${accountId}/settings`, { signal })).settings,
  });

/** Reading it is noted, so it is asked for once and only when somebody looks. */
export const giftQuery = (accountId: string, orderId: string) =>
  queryOptions({
    queryKey: ['packing', 'gift', accountId, orderId],
    queryFn: async ({ signal }) => (await api(giftView, `/packing/orders/${accountId}/${orderId}/gift`, { signal })).gifts,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** What is kept of the packing of an order. */
export const evidenceQuery = (accountId: string, orderId: string) =>
  queryOptions({
    queryKey: ['packing', 'evidence', accountId, orderId],
    queryFn: ({ signal }) => api(packEvidence, `/packing/orders/${accountId}/${orderId}`, { signal }),
  });

/** Looking at it is noted, so it is fetched once. */
export const photoQuery = (accountId: string, photoId: string) =>
  queryOptions({
    queryKey: ['packing', 'photo', accountId, photoId],
    queryFn: ({ signal }) => apiFile(`/packing/photos/${accountId}/${photoId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

const session = (sessionId: string, route = '') => `/packing/sessions/${sessionId}${route}`;

export const openSession = (stationId: string) => api(stationState, '/packing/sessions', { json: { stationId } });
export const lookAtSession = (sessionId: string) => api(stationState, session(sessionId), { signal: soon() });
export const sendActs = (sessionId: string, acts: readonly PackAct[]) =>
  api(actsAnswer, session(sessionId, '/acts'), { json: { acts }, signal: soon() });
export const takeOver = (sessionId: string, order: { accountId: string; orderId: string }) =>
  api(stationState, session(sessionId, '/take-over'), { json: order });
export const override = (sessionId: string, body: { keys: string[]; reason: string; supervisor?: { email: string; password: string } }) =>
  api(stationState, session(sessionId, '/override'), { json: body });
export const teach = (sessionId: string, body: { code: string; productId: string }) =>
  api(stationState, session(sessionId, '/teach'), { json: body });

export function sendPhoto(sessionId: string, photo: Blob) {
  const form = new FormData();
  form.append('file', photo, 'photo.jpg');
  return api(stationState, session(sessionId, '/photos'), { form });
}

const parcelPath = ({ accountId, parcelId }: ParcelKey) => `/packing/parcels/${accountId}/${parcelId}`;
type ParcelKey = { accountId: string; parcelId: string };

export const askParcelLabel = (parcel: ParcelKey, body: ParcelLabelBody) => api(packParcel, `${parcelPath(parcel)}/label`, { json: body });
export const reopenParcel = (parcel: ParcelKey) => api(packParcel, `${parcelPath(parcel)}/reopen`, { method: 'POST', json: {} });

export const labelFile = (accountId: string, labelId: string) => apiFile(`/labels/${accountId}/print`, { json: { labelIds: [labelId] } });
export const sendToPrinter = (accountId: string, labelId: string) =>
  api(z.object({ sent: z.int() }), `/labels/${accountId}/send`, { json: { labelIds: [labelId] } });
