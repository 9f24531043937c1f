import { whereAnswer, whereQuery } from '#src/modules/where/contract.ts';
import { type WhereDeps, whereIs } from '#src/modules/where/index.ts';
import type { HttpApp } from '../http-app.ts';

/** Where is my order? */
export const whereRoutes = (deps: WhereDeps) => (app: HttpApp) => {
  app.get(
    '/api/v1/where',
    {
      config: { permission: 'orders.read' },
      schema: { summary: 'Finds out where an order is, or why it is not here', querystring: whereQuery, response: { 200: whereAnswer } },
    },
    async (request) => ({
      text: request.query.text,
      findings: await whereIs(deps, { ...request.query, accounts: request.accounts }),
    }),
  );
};
