import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { bufferBody, channelBody, offerPage, offerQuery, stockChannel } from '#src/modules/inventory/contract.ts';
import { setBuffer, setChannel } from '#src/modules/inventory/index.ts';
import { channelsOf, offerPageOf } from '#src/modules/inventory/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

const list = z.object({ items: z.array(stockChannel) });

/** What is offered at Amazon, and which accounts tell it what is available. */
export const stockChannelRoutes = (deps: { database: Database; clock: Clock }) => (app: HttpApp) => {
  const items = async (accounts: readonly string[]) => ({ items: await deps.database.read(accounts, channelsOf) });

  app.get(
    '/api/v1/stock/channels',
    {
      config: { permission: 'stock.read' },
      schema: { summary: 'Says which accounts tell Amazon what is available', response: { 200: list } },
    },
    (request) => items(request.accounts),
  );

  app.put(
    '/api/v1/stock/channels/:accountId',
    {
      config: { permission: 'stock.manage' },
      schema: {
        summary: 'Sets whether an account tells Amazon what is available',
        params: z.object({ accountId: z.string().regex(/^\d{1,18}$/) }),
        body: channelBody,
        response: { 200: list },
      },
    },
    async (request) => {
      mustSee(request, request.params.accountId);
      await setChannel(deps, request.params.accountId, request.body);
      return items(request.accounts);
    },
  );

  app.get(
    '/api/v1/stock/offers',
    {
      config: { permission: 'stock.read' },
      schema: {
        summary: 'Lists what is offered at Amazon',
        description:
          'By SKU, store and channel: what Amazon shows of what you ship, what lies with Amazon of FBA, and which product it is.',
        querystring: offerQuery,
        response: { 200: offerPage },
      },
    },
    (request) => deps.database.read(request.accounts, (db) => offerPageOf(db, request.query)),
  );

  app.put(
    '/api/v1/stock/offers/:accountId',
    {
      config: { permission: 'stock.manage' },
      schema: {
        summary: 'Sets how many units one offer holds back',
        description:
          'Null: as many as its account says. Amazon is told the new quantity within half a minute, where quantities are sent at all.',
        params: z.object({ accountId: z.string().regex(/^\d{1,18}$/) }),
        body: bufferBody,
        response: { 200: z.object({ done: z.literal(true) }) },
      },
    },
    async (request) => {
      mustSee(request, request.params.accountId);
      await setBuffer(deps, request.params.accountId, request.body);
      return { done: true as const };
    },
  );
};
