import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { guardsView, passBody, stages } from '#src/modules/guards/contract.ts';
import { passGuard } from '#src/modules/guards/index.ts';
import { guardsOf, isHere, wordsOf } from '#src/modules/guards/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

type Deps = { database: Database; clock: Clock };

const ofOrder = z.object({ accountId: z.string().regex(/^\d{1,18}$/), orderId: z.string().min(1).max(40) });

/** What stands in the way of an order, and a person's word that it goes on all the same. */
export const guardRoutes =
  ({ database, clock }: Deps) =>
  (app: HttpApp): void => {
    const look = (accountId: string, orderId: string, stage: (typeof stages)[number]) =>
      database.read([accountId], async (db) => {
        const guards = (await guardsOf(db, accountId, [orderId], { stage })).get(orderId) ?? [];
        if (!isHere(guards)) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
        const words = await wordsOf(db, accountId, [orderId]);
        return { guards, words: words.map(({ key, reason, person, at }) => ({ key, reason, person, at: at.toISOString() })) };
      });

    app.get(
      '/api/v1/orders/:accountId/:orderId/guards',
      {
        config: { permission: 'orders.read' },
        schema: {
          summary: 'What stands in the way of an order at a stage of the floor',
          params: ofOrder,
          querystring: z.object({ stage: z.enum(stages).default('pick') }),
          response: { 200: guardsView },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return look(accountId, orderId, request.query.stage);
      },
    );

    app.post(
      '/api/v1/orders/:accountId/:orderId/guards/pass',
      {
        config: { permission: 'floor.override', audit: 'guard.passed' },
        schema: {
          summary: 'Lets an order go on although a guard asks, with a reason',
          params: ofOrder,
          body: passBody,
          response: { 200: guardsView },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const by = { person: request.person.name, now: clock.now() };
        await database.write([accountId], (tx) => passGuard(tx, accountId, orderId, request.body, by));
        return look(accountId, orderId, 'pick');
      },
    );
  };
