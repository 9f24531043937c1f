import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { webhookBody, webhookChange, webhookDelivery, webhookSecret, webhookView } from '#src/modules/webhooks/contract.ts';
import { addWebhook, changeWebhook, removeWebhook, rotateSecret, sendAgain, sendTest } from '#src/modules/webhooks/index.ts';
import { listDeliveries, listWebhooks } from '#src/modules/webhooks/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

type Deps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  /** A secret that signs: `whsec_` and base64 of 24 to 64 bytes. */
  newSecret: () => string;
  newKey: () => string;
};

const digits = z.string().regex(/^\d{1,18}$/);
const account = z.object({ accountId: digits });
const one = account.extend({ webhookId: digits });
const page = z.object({ before: digits.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
const done = z.object({ webhookId: z.string() });
const config = { permission: 'webhooks.manage' } as const;
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Webhooks: made, changed, tested, their secrets exchanged, their log read and sent anew. */
export const webhookRoutes = (deps: Deps) => (app: HttpApp) => {
  const { database } = deps;

  app.get(
    '/api/v1/webhooks',
    { config, schema: { summary: 'Lists webhooks', response: { 200: z.object({ items: z.array(webhookView) }) } } },
    async (request) => ({
      items: (await database.read(request.accounts, listWebhooks)).map((row) => ({
        ...row,
        failingSince: iso(row.failingSince),
        oldSecretUntil: iso(row.oldSecretUntil),
        createdAt: row.createdAt.toISOString(),
      })),
    }),
  );

  app.post(
    '/api/v1/webhooks/:accountId',
    {
      config,
      schema: {
        summary: 'Makes a webhook and gives its secret once',
        params: account,
        body: webhookBody,
        response: { 201: webhookSecret },
      },
    },
    async (request, reply) => {
      const { accountId } = request.params;
      mustSee(request, accountId);
      const secret = deps.newSecret();
      const webhookId = await addWebhook(deps, accountId, request.body, { secret, by: request.person.name });
      return reply.status(201).send({ webhookId, secret });
    },
  );

  app.patch(
    '/api/v1/webhooks/:accountId/:webhookId',
    {
      config,
      schema: { summary: 'Changes a webhook or switches it on or off', params: one, body: webhookChange, response: { 200: done } },
    },
    async (request) => {
      const { accountId, webhookId } = request.params;
      mustSee(request, accountId);
      await changeWebhook(deps, accountId, webhookId, request.body);
      return { webhookId };
    },
  );

  app.delete(
    '/api/v1/webhooks/:accountId/:webhookId',
    { config, schema: { summary: 'Removes a webhook with its log', params: one, response: { 200: done } } },
    async (request) => {
      const { accountId, webhookId } = request.params;
      mustSee(request, accountId);
      await removeWebhook(deps, accountId, webhookId);
      return { webhookId };
    },
  );

  app.post(
    '/api/v1/webhooks/:accountId/:webhookId/secret',
    { config, schema: { summary: 'Gives a new secret; the old one signs along for a day', params: one, response: { 200: webhookSecret } } },
    async (request) => {
      const { accountId, webhookId } = request.params;
      mustSee(request, accountId);
      const secret = deps.newSecret();
      await rotateSecret(deps, accountId, webhookId, secret);
      return { webhookId, secret };
    },
  );

  app.post(
    '/api/v1/webhooks/:accountId/:webhookId/test',
    { config, schema: { summary: 'Sends a test message', params: one, response: { 200: done } } },
    async (request) => {
      const { accountId, webhookId } = request.params;
      mustSee(request, accountId);
      await sendTest(deps, accountId, webhookId, deps.newKey());
      return { webhookId };
    },
  );

  app.get(
    '/api/v1/webhooks/:accountId/:webhookId/deliveries',
    {
      config,
      schema: {
        summary: 'Lists the messages of a webhook',
        params: one,
        querystring: page,
        response: { 200: z.object({ items: z.array(webhookDelivery), next: z.string().nullable() }) },
      },
    },
    async (request) => {
      const { accountId, webhookId } = request.params;
      mustSee(request, accountId);
      const { before, limit } = request.query;
      const rows = await database.read([accountId], (db) => listDeliveries(db, accountId, webhookId, before, limit));
      return {
        items: rows.map((row) => ({ ...row, nextAt: iso(row.nextAt), createdAt: row.createdAt.toISOString() })),
        next: rows.length === limit ? (rows.at(-1)?.deliveryId ?? null) : null,
      };
    },
  );

  app.post(
    '/api/v1/webhooks/:accountId/:webhookId/deliveries/:deliveryId/again',
    {
      config,
      schema: { summary: 'Sends a message anew, with the same id', params: one.extend({ deliveryId: digits }), response: { 200: done } },
    },
    async (request) => {
      const { accountId, webhookId, deliveryId } = request.params;
      mustSee(request, accountId);
      await sendAgain(deps, accountId, webhookId, deliveryId);
      return { webhookId };
    },
  );
};
