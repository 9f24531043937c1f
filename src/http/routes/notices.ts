import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import {
  alertCounts,
  alertList,
  readBody,
  settingsBody,
  noticeSettings as settingsView,
  subscriptionBody,
  testBody,
  testResult,
} from '#src/modules/notices/contract.ts';
import {
  addBrowser,
  changeSettings,
  noticeSettings,
  readAlerts,
  removeBrowser,
  type Self,
  type SettingsDeps,
  sendTrial,
} from '#src/modules/notices/index.ts';
import { countAlerts, listAlerts } from '#src/modules/notices/questions.ts';
import type { HttpApp } from '../http-app.ts';

type Deps = SettingsDeps & { emailOf: (personId: string) => Promise<string | null> };

const done = z.object({ done: z.literal(true) });
const page = z.object({ state: z.enum(['open', 'resolved']).default('open'), after: z.string().max(80).optional() });

/** What people should know, and how each of them wants to hear of it. */
export const noticeRoutes = (deps: Deps) => (app: HttpApp) => {
  const { database, clock } = deps;
  const selfOf = async ({ person }: FastifyRequest): Promise<Self> => ({ personId: person.id, email: await deps.emailOf(person.id) });

  const reads = { permission: 'orders.read' } as const;
  app.get(
    '/api/v1/alerts',
    { config: reads, schema: { summary: 'Lists alerts, open or resolved', querystring: page, response: { 200: alertList } } },
    async (request) => {
      const accounts = new Map((await listAccounts(database)).map((account) => [account.accountId, account]));
      return database.read(alertScope(request), (db) => listAlerts(db, request.person.id, accounts, request.query));
    },
  );

  app.get(
    '/api/v1/alerts/count',
    { config: reads, schema: { summary: 'Counts open alerts and those you have not seen', response: { 200: alertCounts } } },
    (request) => database.read(alertScope(request), (db) => countAlerts(db, request.person.id)),
  );

  app.post(
    '/api/v1/alerts/read',
    { config: reads, schema: { summary: 'Marks alerts as seen', body: readBody, response: { 200: done } } },
    async (request) => {
      const { alertIds } = request.body;
      await database.write(alertScope(request), (tx) => readAlerts(tx, request.person.id, alertIds, clock.now()));
      return { done: true as const };
    },
  );

  const own = { permission: 'desk.use' } as const;
  app.get(
    '/api/v1/notices',
    { config: own, schema: { summary: 'Shows how you hear of alerts', response: { 200: settingsView } } },
    async (request) => noticeSettings(deps, await selfOf(request)),
  );

  app.patch(
    '/api/v1/notices',
    { config: own, schema: { summary: 'Changes how you hear of alerts', body: settingsBody, response: { 200: settingsView } } },
    async (request) => {
      const self = await selfOf(request);
      await changeSettings(deps, self, request.body);
      return noticeSettings(deps, self);
    },
  );

  app.post(
    '/api/v1/notices/browsers',
    { config: own, schema: { summary: 'Lets a browser take pushes', body: subscriptionBody, response: { 200: done } } },
    async (request) => {
      await addBrowser(deps, await selfOf(request), request.body);
      return { done: true as const };
    },
  );

  const browser = z.object({ id: z.string().regex(/^[\w-]{22}$/) });
  app.delete(
    '/api/v1/notices/browsers/:id',
    { config: own, schema: { summary: 'Ends the pushes of a browser', params: browser, response: { 200: done } } },
    async (request) => {
      await removeBrowser(deps, await selfOf(request), request.params.id);
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/notices/test',
    { config: own, schema: { summary: 'Sends you a trial mail or push', body: testBody, response: { 200: testResult } } },
    async (request) => sendTrial(deps, await selfOf(request), request.body.channel),
  );
};

/** The accounts that the person sees and, for who minds it, the desk itself. */
export const alertScope = (request: FastifyRequest): AccountId[] => [
  ...(request.person.permissions.includes('desk.health') ? [deskId] : []),
  ...request.accounts,
];
