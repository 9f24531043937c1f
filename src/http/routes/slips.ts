import { PassThrough } from 'node:stream';
import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { orderRef } from '#src/modules/orders/contract.ts';
import { makeSlips, renderSlips } from '#src/modules/slips/index.ts';
import type { Database } from '#src/platform/db.ts';
import { describe, type Log } from '#src/platform/log.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { HttpApp } from '../http-app.ts';
import { visible } from '../visible.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock; log: Log };

const slipsBody = z.object({ orders: z.array(orderRef).min(1).max(500), paper: z.enum(['A4', 'Letter', '4x6']).default('A4') });

/** Packing slips of up to 500 orders in one file; `x-waybill-skipped` tells how many orders got none. */
export const slipRoutes = (deps: Deps) => (app: HttpApp) => {
  app.post(
    '/api/v1/slips',
    {
      config: { permission: 'orders.personal', audit: 'personal.printed' },
      schema: {
        summary: 'Makes the packing slips of orders as one PDF',
        body: slipsBody,
        produces: ['application/pdf'],
        response: { 200: z.any().describe('A PDF file') },
      },
    },
    async (request, reply) => {
      const { orders, paper } = request.body;
      visible(request, orders);
      const accounts = (await listAccounts(deps.database)).filter(({ accountId }) => request.accounts.includes(accountId));
      const { slips, skipped } = await makeSlips(deps, { orders, accounts, reader: request.person.name });
      const out = new PassThrough();
      renderSlips(slips, { paper, printedAt: deps.clock.now() }, out).catch((error: unknown) => {
        deps.log.error({ error: describe(error) }, 'packing slips could not be drawn');
        out.destroy(error instanceof Error ? error : new Error('packing slips could not be drawn'));
      });
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="packing-slips.pdf"')
        .header('cache-control', 'no-store')
        .header('x-waybill-slips', String(slips.length))
        .header('x-waybill-skipped', String(skipped.length))
        .send(out);
    },
  );
};
