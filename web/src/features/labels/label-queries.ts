import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type LabelView,
  labelView,
  type OwnLabelBody,
  type PrintBody,
  quoteView,
  type RatesBody,
  settingsView,
} from '#src/modules/labels/contract.ts';
import type { OrderRef } from '#src/modules/orders/contract.ts';
import { api, apiFile } from '../../lib/api.ts';

const list = z.object({ labels: z.array(labelView) });
const onItsWay = new Set<LabelView['state']>(['asked', 'buying', 'unsure']);

/** Whether a label changes by itself soon: looked at again every other second until it does not. */
export const isMoving = ({ state }: LabelView): boolean => onItsWay.has(state);

/** The labels of an order, newest first. */
export const labelsQuery = ({ accountId, orderId }: OrderRef) =>
  queryOptions({
    queryKey: ['order', accountId, orderId, 'labels'],
    queryFn: ({ signal }) => api(list, `/orders/${accountId}/${encodeURIComponent(orderId)}/labels`, { signal }),
    select: ({ labels }) => labels,
    refetchInterval: ({ state }) => (state.data?.labels.some(isMoving) ? 2_000 : false),
  });

export const labelSettingsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['label-settings', accountId],
    queryFn: ({ signal }) => api(settingsView, `/labels/${accountId}/settings`, { signal }),
    staleTime: 30_000,
  });

export const askRates = ({ accountId, orderId }: OrderRef, wish: RatesBody) =>
  api(quoteView, `/orders/${accountId}/${encodeURIComponent(orderId)}/rates`, { json: wish });

/** An offer of a quote is one purchase however often it is asked for: by a second click, or after a page was loaded anew. */
export const buyLabel = (accountId: string, quoteId: string, offer: number) =>
  api(labelView, `/labels/${accountId}`, { json: { quoteId, offer }, headers: { 'idempotency-key': `quote-${quoteId}-${offer}` } });

export const takeOwnLabel = ({ accountId, orderId }: OrderRef, own: OwnLabelBody, key: string) =>
  api(labelView, `/orders/${accountId}/${encodeURIComponent(orderId)}/own-label`, { json: own, headers: { 'idempotency-key': key } });

export const giveLabelBack = (accountId: string, labelId: string) =>
  api(labelView, `/labels/${accountId}/${labelId}/void`, { method: 'POST' });

export const labelFile = (accountId: string, labelIds: readonly string[], wish: Omit<PrintBody, 'labelIds'> = {}) =>
  apiFile(`/labels/${accountId}/print`, { json: { labelIds, ...wish } });

export const sendToPrinter = (accountId: string, labelIds: readonly string[]) =>
  api(z.object({ sent: z.int() }), `/labels/${accountId}/send`, { json: { labelIds } });
