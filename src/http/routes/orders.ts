import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { annotateBody, orderDetails, orderEvent, orderRef, outcomes, personalDetails } from '#src/modules/orders/contract.ts';
import { annotate } from '#src/modules/orders/index.ts';
import { orderEvents, orderPage, orderRaw, personalStates } from '#src/modules/orders/questions.ts';
import { type PersonalData, readPersonal } from '#src/modules/vault/index.ts';
import { writesOfOrder } from '#src/modules/writes/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee, visible } from '../visible.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };

const oneOrder = '/api/v1/orders/:accountId/:orderId';

/** One order: its page, timeline and raw answers; and what people add to orders. */
export const orderRoutes =
  ({ database, sealing, clock }: Deps) =>
  (app: HttpApp) => {
    app.get(
      oneOrder,
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Shows an order with items, parcels, notes and changes', params: orderRef, response: { 200: orderDetails } },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return database.read([accountId], async (db) => {
          const page = await orderPage(db, accountId, orderId);
          if (!page) throw new AppError('ORDER_NOT_FOUND', `order ${orderId} is not in this account`);
          return { ...page, writes: await writesOfOrder(db, accountId, orderId) };
        });
      },
    );

    app.get(
      `${oneOrder}/events`,
      {
        config: { permission: 'orders.read' },
        schema: {
          summary: 'Lists what happened to an order',
          params: orderRef,
          response: { 200: z.object({ items: z.array(orderEvent) }) },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const rows = await database.read([accountId], (db) => orderEvents(db, accountId, orderId));
        return {
          items: rows.map((row) => ({ ...row, origin: row.origin as z.infer<typeof orderEvent>['origin'], at: row.at.toISOString() })),
        };
      },
    );

    const rawAnswer = z.object({ source: z.string(), receivedAt: z.iso.datetime(), requestId: z.string().nullable(), body: z.unknown() });
    app.get(
      `${oneOrder}/raw`,
      {
        config: { permission: 'orders.raw' },
        schema: {
          summary: 'Shows what Amazon said of an order, without personal data',
          params: orderRef,
          response: { 200: z.object({ items: z.array(rawAnswer) }) },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const rows = await database.read([accountId], (db) => orderRaw(db, accountId, orderId));
        return { items: rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })) };
      },
    );

    app.post(
      `${oneOrder}/reveal`,
      {
        config: { permission: 'orders.personal', audit: 'personal.revealed' },
        schema: {
          summary: 'Reveals the personal data of an order, for a purpose that is noted',
          params: orderRef,
          body: z.object({ purpose: z.string().trim().min(3).max(200) }),
          response: { 200: personalDetails },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const [state] = await database.read([accountId], (db) => personalStates(db, accountId, [orderId]));
        if (!state) throw new AppError('ORDER_NOT_FOUND', `order ${orderId} is not in this account`);
        const found = await readPersonal(
          { database, sealing, clock },
          { accountId, orderIds: [orderId], reader: request.person.name, purpose: request.body.purpose },
        );
        return personalView(found.get(orderId), state.personal);
      },
    );

    app.post(
      '/api/v1/orders/annotate',
      {
        config: { permission: 'orders.annotate' },
        schema: { summary: 'Tags, notes and assigns orders', body: annotateBody, response: { 200: outcomes } },
      },
      async (request) => {
        const { orders, ...change } = request.body;
        return { outcomes: await annotate({ database, clock }, visible(request, orders), { ...change, actor: request.person.name }) };
      },
    );
  };

type State = z.infer<typeof personalDetails>['state'];

function personalView(personal: PersonalData | undefined, state: string): z.infer<typeof personalDetails> {
  const to = personal?.recipient;
  const place = [to?.city, to?.district, to?.region, to?.postalCode].filter(Boolean).join(', ');
  return {
    state: personal ? 'given' : state === 'given' ? 'purged' : (state as State),
    buyerName: personal?.buyerName ?? null,
    buyerEmail: personal?.buyerEmail ?? null,
    buyerCompany: personal?.buyerCompany ?? null,
    recipient: to ? [to.name, to.company, ...to.lines, place, to.country].filter((line): line is string => Boolean(line)) : [],
    phone: to?.phone ?? null,
    deliveryInstruction: personal?.deliveryInstruction ?? null,
    gifts: personal?.gifts ?? {},
    customisations: personal?.customisations ?? {},
  };
}
