import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { orderRef } from '#src/modules/orders/contract.ts';
import {
  completionQuery,
  completions,
  exportQuery,
  orderPage,
  orderPageQuery,
  tabCounts as tabCountsView,
} from '#src/modules/search/contract.ts';
import {
  completeValues,
  exportOrders,
  filterOf,
  findOrders,
  type OrderSearch,
  selectOrders,
  tabCounts,
} from '#src/modules/search/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { HttpApp } from '../http-app.ts';
import { scopeOf } from '../visible.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };

const searchQuery = orderPageQuery.omit({ cursor: true, limit: true });
const selection = z.object({ items: z.array(orderRef), more: z.boolean().describe('There are more than 500, which are left out') });

/** Finding orders: pages of the grid, and all of a search for an action on them. */
export const searchRoutes =
  ({ database, sealing, clock }: Deps) =>
  (app: HttpApp) => {
    const searchOf = async (query: z.infer<typeof searchQuery>, accounts: readonly AccountId[]): Promise<OrderSearch> => ({
      tab: query.tab,
      filter: filterOf(query.q),
      sort: query.sort,
      now: clock.now(),
      timeZone: await zoneOf(database, accounts),
    });
    const scope = (request: FastifyRequest, query: { account?: string | undefined }) => scopeOf(request, query.account);

    app.get(
      '/api/v1/orders',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Finds orders, page by page', querystring: orderPageQuery, response: { 200: orderPage } },
      },
      async (request) => {
        const { cursor, limit, ...query } = request.query;
        const accounts = scope(request, query);
        const search = await searchOf(query, accounts);
        return database.read(accounts, (db) => findOrders(db, sealing, { ...search, limit, cursor }));
      },
    );

    const ofAccount = z.object({ account: z.string().regex(/^\d+$/).optional() });
    app.get(
      '/api/v1/orders/counts',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Counts the orders of each tab', querystring: ofAccount, response: { 200: tabCountsView } },
      },
      (request) => database.read(scope(request, request.query), tabCounts),
    );

    app.get(
      '/api/v1/orders/export',
      {
        config: { permission: 'orders.read', audit: 'orders.exported' },
        schema: {
          summary: 'Exports found orders as CSV or XLSX',
          querystring: exportQuery,
          produces: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
          response: { 200: z.any().describe('A CSV or XLSX file') },
        },
      },
      async (request, reply) => {
        const { format, ...query } = request.query;
        const accounts = scope(request, query);
        const file = await exportOrders({ database, sealing }, accounts, await searchOf(query, accounts), format);
        const day = clock.now().toISOString().slice(0, 10);
        return reply
          .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
          .header('content-disposition', `attachment; filename="orders-${day}.${format}"`)
          .header('cache-control', 'no-store')
          .send(file);
      },
    );

    app.get(
      '/api/v1/search/complete',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Completes a word of the search', querystring: completionQuery, response: { 200: completions } },
      },
      (request) => database.read(request.accounts, (db) => completeValues(db, request.query.key, request.query.prefix)),
    );

    app.get(
      '/api/v1/orders/select',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Gives the ids of up to 500 found orders', querystring: searchQuery, response: { 200: selection } },
      },
      async (request) => {
        const accounts = scope(request, request.query);
        const search = await searchOf(request.query, accounts);
        const { orders, more } = await database.read(accounts, (db) => selectOrders(db, sealing, search, 500));
        return { items: orders, more };
      },
    );
  };

/** Days of a search are those of its account; over several accounts those of the first. */
export async function zoneOf(database: Database, accounts: readonly AccountId[]): Promise<string> {
  const first = (await listAccounts(database)).find(({ accountId }) => accountId === accounts[0]);
  return first?.timeZone ?? 'UTC';
}
