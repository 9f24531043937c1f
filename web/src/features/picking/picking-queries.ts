import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  deedOutcome,
  pickView,
  restAdvice,
  savedRule,
  type WaveBody,
  type WaveRule,
  waveDetails,
  waveList,
  wavePreview,
  waveRule,
} from '#src/modules/picking/contract.ts';
import { api, soon } from '../../lib/api.ts';
import type { WaitingDeed } from './pick-queue.ts';

const counted = z.object({ count: z.int() });
const rules = z.object({ items: z.array(savedRule) });

export const wavesQuery = (state: 'open' | 'ended') =>
  queryOptions({
    queryKey: ['waves', 'list', state],
    queryFn: ({ signal }) => api(waveList, '/picking/waves', { query: { state }, signal }),
    select: (list) => list.items,
    refetchInterval: 10_000,
  });

export const waveQuery = (waveId: string) =>
  queryOptions({
    queryKey: ['waves', 'one', waveId],
    queryFn: ({ signal }) => api(waveDetails, `/picking/waves/${waveId}`, { signal }),
    refetchInterval: 5_000,
  });

export const pickQuery = (waveId: string) =>
  queryOptions({
    queryKey: ['waves', 'pick', waveId],
    queryFn: ({ signal }) => api(pickView, `/picking/waves/${waveId}/pick`, { signal }),
    // An order that is cancelled must show on the floor at once; live updates ask sooner.
    refetchInterval: 4_000,
  });

/** `text` is a rule as JSON: one that says the same is asked once. */
export const previewQuery = (text: string) =>
  queryOptions({
    queryKey: ['waves', 'preview', text],
    queryFn: ({ signal }) => {
      const rule = waveRule.safeParse(JSON.parse(text));
      return rule.success ? api(wavePreview, '/picking/waves/preview', { json: { rule: rule.data }, signal }) : null;
    },
  });

export const rulesQuery = queryOptions({
  queryKey: ['waves', 'rules'],
  queryFn: ({ signal }) => api(rules, '/picking/rules', { signal }),
  select: (list) => list.items,
});

export const restQuery = (accountId: string, orderId: string) =>
  queryOptions({
    queryKey: ['order', accountId, orderId, 'picking'],
    queryFn: ({ signal }) => api(restAdvice, `/picking/orders/${accountId}/${orderId}`, { signal }),
  });

export const makeWave = (body: WaveBody) => api(waveDetails, '/picking/waves', { json: body });
export const moveWave = (waveId: string, to: string) => api(waveDetails, `/picking/waves/${waveId}/state`, { method: 'PUT', json: { to } });
export const dropOrder = (waveId: string, order: { accountId: string; orderId: string }) =>
  api(counted, `/picking/waves/${waveId}/drop`, { json: { orders: [order] } });
export const planAgain = (waveId: string) => api(counted, `/picking/waves/${waveId}/plan`, { method: 'POST' });
export const saveRule = (name: string, rule: WaveRule) => api(rules, '/picking/rules', { method: 'PUT', json: { name, rule } });
export const dropRule = (ruleId: string) => api(z.object({ done: z.literal(true) }), `/picking/rules/${ruleId}`, { method: 'DELETE' });
export const giveElsewhere = (accountId: string, orderId: string, locationId: string) =>
  api(counted, `/picking/orders/${accountId}/${orderId}/elsewhere`, { json: { locationId } });

/** What a picker did, or put back. */
export const sendDeed = (waiting: WaitingDeed) =>
  waiting.kind === 'deed'
    ? api(deedOutcome, `/picking/waves/${waiting.waveId}/deeds`, { json: waiting.deed, signal: soon() })
    : api(counted, '/picking/put-backs', { json: waiting.body, signal: soon() }).then(() => null);
