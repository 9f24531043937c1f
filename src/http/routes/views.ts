import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { savedView, savedViewBody } from '#src/modules/search/contract.ts';
import { addView, changeView, removeView } from '#src/modules/search/index.ts';
import { listViews } from '#src/modules/search/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { HttpApp } from '../http-app.ts';
import { zoneOf } from './search.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };

const params = z.object({ id: z.string().regex(/^\d{1,18}$/) });
const kept = z.object({ id: z.string() });

/** Saved views: searches that people keep, their own and shared ones. */
export const viewRoutes =
  ({ database, sealing, clock }: Deps) =>
  (app: HttpApp) => {
    app.get(
      '/api/v1/views',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Lists saved views with their counts', response: { 200: z.object({ items: z.array(savedView) }) } },
      },
      async (request) => {
        const { accounts, person } = request;
        return {
          items: await listViews(
            { database, sealing },
            { person: person.id, accounts, now: clock.now(), timeZone: await zoneOf(database, accounts) },
          ),
        };
      },
    );

    app.post(
      '/api/v1/views',
      { config: { permission: 'views.keep' }, schema: { summary: 'Saves a view', body: savedViewBody, response: { 201: kept } } },
      async (request, reply) => {
        const id = await database.write([], (tx) => addView(tx, request.person.id, request.body, clock.now()));
        return reply.status(201).send({ id });
      },
    );

    app.put(
      '/api/v1/views/:id',
      {
        config: { permission: 'views.keep' },
        schema: { summary: 'Changes one of your views', params, body: savedViewBody, response: { 200: kept } },
      },
      async (request) => {
        const { id } = request.params;
        await database.write([], (tx) => changeView(tx, request.person.id, id, request.body, clock.now()));
        return { id };
      },
    );

    app.delete(
      '/api/v1/views/:id',
      { config: { permission: 'views.keep' }, schema: { summary: 'Removes one of your views', params, response: { 200: kept } } },
      async (request) => {
        const { id } = request.params;
        await database.write([], (tx) => removeView(tx, request.person.id, id));
        return { id };
      },
    );
  };
