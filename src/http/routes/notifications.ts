import { z } from 'zod';
import { notificationReplay, notificationStates, poisonList, queueBody, subscribeBody } from '#src/modules/notifications/contract.ts';
import {
  dropMessage,
  replayMessages,
  type SubscriptionDeps,
  saveQueue,
  subscribe,
  type TakeDeps,
  unsubscribe,
} from '#src/modules/notifications/index.ts';
import { poisonMessages, notificationStates as statesOf } from '#src/modules/notifications/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

const params = z.object({ accountId: z.string().regex(/^\d+$/) });
const done = z.object({ done: z.literal(true) });

/** Notifications from a queue: where it is, what Amazon sends to it, and the messages that could not be worked on. */
export const notificationRoutes = (deps: SubscriptionDeps & TakeDeps) => (app: HttpApp) => {
  const { database, clock } = deps;

  app.get(
    '/api/v1/notifications',
    {
      config: { permission: 'sync.read' },
      schema: { summary: 'Says how the notifications of each account stand', response: { 200: notificationStates } },
    },
    async (request) => ({ now: clock.now().toISOString(), items: await database.read(request.accounts, statesOf) }),
  );

  app.get(
    '/api/v1/notifications/poison',
    {
      config: { permission: 'sync.read' },
      schema: { summary: 'Lists messages that could not be worked on', response: { 200: poisonList } },
    },
    async (request) => ({ items: await database.read(request.accounts, poisonMessages) }),
  );

  app.post(
    '/api/v1/notifications/poison/replay',
    {
      config: { permission: 'sync.run' },
      schema: {
        summary: 'Works on such messages anew',
        body: z.object({ accountId: z.string().regex(/^\d+$/).optional(), notificationId: z.string().max(200).optional() }),
        response: { 200: notificationReplay },
      },
    },
    async (request) => {
      const { accountId, notificationId } = request.body;
      if (accountId !== undefined) mustSee(request, accountId);
      const sums = { replayed: 0, resolved: 0, still: 0 };
      for (const id of accountId === undefined ? request.accounts : [accountId]) {
        const result = await replayMessages(deps, id, notificationId);
        sums.replayed += result.replayed;
        sums.resolved += result.resolved;
        sums.still += result.still;
      }
      return sums;
    },
  );

  app.post(
    '/api/v1/notifications/poison/drop',
    {
      config: { permission: 'sync.run' },
      schema: {
        summary: 'Drops one such message',
        body: z.object({ accountId: z.string().regex(/^\d+$/), notificationId: z.string().max(200) }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { accountId, notificationId } = request.body;
      mustSee(request, accountId);
      await dropMessage(deps, accountId, notificationId);
      return { done: true as const };
    },
  );

  app.put(
    '/api/v1/notifications/:accountId/queue',
    {
      config: { permission: 'accounts.manage' },
      schema: { summary: 'Sets the queue of an account, after a trial', params, body: queueBody, response: { 200: done } },
    },
    async (request) => {
      const { accountId } = request.params;
      mustSee(request, accountId);
      await saveQueue(deps, accountId, request.body);
      return { done: true as const };
    },
  );

  app.delete(
    '/api/v1/notifications/:accountId/queue',
    {
      config: { permission: 'accounts.manage' },
      schema: { summary: 'Ends notifications: the desk polls again', params, response: { 200: done } },
    },
    async (request) => {
      const { accountId } = request.params;
      mustSee(request, accountId);
      await unsubscribe(deps, accountId);
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/notifications/:accountId/subscribe',
    {
      config: { permission: 'accounts.manage' },
      schema: { summary: 'Asks Amazon to send notifications to the queue', params, body: subscribeBody, response: { 200: done } },
    },
    async (request) => {
      const { accountId } = request.params;
      mustSee(request, accountId);
      await subscribe(deps, accountId, request.body.takeOver);
      return { done: true as const };
    },
  );
};
