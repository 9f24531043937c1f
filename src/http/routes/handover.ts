import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import {
  boardParcel,
  boardView,
  decideBody,
  easyShipView,
  errandView,
  groupQuery,
  manifestBody,
  pickupBody,
  slotBody,
  slotList,
  slotParcel,
} from '#src/modules/handover/contract.ts';
import {
  askManifest,
  askPickup,
  askSlot,
  cancelPickup,
  changeSlot,
  decideErrand,
  type HandoverDeps,
  printErrand,
  slotsOf,
} from '#src/modules/handover/index.ts';
import { boardOf, easyShipOf, errandViewOf, groupParcelsOf, labelsOn } from '#src/modules/handover/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee, scopeOf } from '../visible.ts';

const idText = z.string().regex(/^\d{1,18}$/);
const ofAccount = z.object({ accountId: idText });
const ofErrand = ofAccount.extend({ errandId: idText });
const ofOrder = ofAccount.extend({ orderId: z.string().min(1).max(40) });
const key = z.object({ 'idempotency-key': z.string().min(1).max(200) });
const work = { permission: 'floor.work' } as const;
const asks = { permission: 'floor.work', audit: 'handover.asked' } as const;

/** The end of the day: what leaves with whom, manifests, pickups, and slots of Easy Ship. */
export const handoverRoutes =
  (deps: HandoverDeps) =>
  (app: HttpApp): void => {
    const { database, clock } = deps;
    const shown = (accountId: AccountId, errand: Awaited<ReturnType<typeof askManifest>>) =>
      database.read([accountId], async (db) => errandViewOf(errand, await labelsOn(db, errand)));

    app.get(
      '/api/v1/handover',
      {
        config: work,
        schema: {
          summary: 'Shows what leaves today, from where and with whom, and what carriers were asked',
          querystring: z.object({ account: idText.optional() }),
          response: { 200: boardView },
        },
      },
      (request) => database.read(scopeOf(request, request.query.account), (db) => boardOf(db, deps, clock.now())),
    );

    app.get(
      '/api/v1/handover/:accountId/parcels',
      {
        config: work,
        schema: {
          summary: 'Lists the parcels of one carrier at one place',
          params: ofAccount,
          querystring: groupQuery,
          response: { 200: z.object({ items: z.array(boardParcel) }) },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        return { items: await database.read([accountId], (db) => groupParcelsOf(db, deps, accountId, request.query, clock.now())) };
      },
    );

    app.post(
      '/api/v1/handover/:accountId/manifests',
      {
        config: asks,
        schema: {
          summary: 'Makes a manifest of all parcels that are ready',
          description:
            'The answer comes at once; what a carrier makes goes asked → sending → done. The same `Idempotency-Key` again gives the same manifest. Parcels that come later go onto a second one.',
          params: ofAccount,
          headers: key,
          body: manifestBody,
          response: { 200: errandView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const wish = { ...request.body, key: request.headers['idempotency-key'] };
        return shown(accountId, await askManifest(deps, accountId, wish, request.person.name));
      },
    );

    app.post(
      '/api/v1/handover/:accountId/pickups',
      {
        config: asks,
        schema: {
          summary: 'Books a pickup, or notes that parcels were dropped off',
          params: ofAccount,
          headers: key,
          body: pickupBody,
          response: { 200: errandView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const wish = { ...request.body, key: request.headers['idempotency-key'] };
        return shown(accountId, await askPickup(deps, accountId, wish, request.person.name));
      },
    );

    app.post(
      '/api/v1/handover/:accountId/errands/:errandId/cancel',
      {
        config: asks,
        schema: { summary: 'Calls a booked pickup off', params: ofErrand, headers: key, response: { 200: errandView } },
      },
      async (request) => {
        const { accountId, errandId } = request.params;
        mustSee(request, accountId);
        return shown(accountId, await cancelPickup(deps, accountId, errandId, request.headers['idempotency-key'], request.person.name));
      },
    );

    app.post(
      '/api/v1/handover/:accountId/errands/:errandId/decide',
      {
        config: { permission: 'floor.override', audit: 'handover.decided' },
        schema: {
          summary: 'Says how an errand ended that its carrier does not tell of',
          params: ofErrand,
          body: decideBody,
          response: { 200: errandView },
        },
      },
      async (request) => {
        const { accountId, errandId } = request.params;
        mustSee(request, accountId);
        return shown(accountId, await decideErrand(deps, accountId, errandId, request.body));
      },
    );

    app.get(
      '/api/v1/handover/:accountId/errands/:errandId/document',
      {
        config: { permission: 'floor.work', audit: 'handover.printed' },
        schema: {
          summary: 'Gives the manifest, or the label of Easy Ship, to print',
          params: ofErrand,
          produces: ['application/pdf', 'application/zpl'],
          response: { 200: z.any().describe('A PDF file, or ZPL') },
        },
      },
      async (request, reply) => {
        const { accountId, errandId } = request.params;
        mustSee(request, accountId);
        const { type, bytes } = await printErrand(deps, accountId, errandId, {
          name: request.person.name,
          mayRead: request.person.permissions.includes('orders.personal'),
        });
        const name = type === 'application/pdf' ? 'handover.pdf' : 'handover.zpl';
        return reply
          .type(type)
          .header('content-disposition', `inline; filename="${name}"`)
          .header('cache-control', 'no-store')
          .send(Buffer.from(bytes));
      },
    );

    const easyShip = async (accountId: AccountId, orderId: string) => {
      const view = await database.read([accountId], (db) => easyShipOf(db, accountId, orderId));
      if (!view) throw new AppError('NOT_FOUND', 'orderId: this order is not here');
      return view;
    };

    app.get(
      '/api/v1/orders/:accountId/:orderId/easy-ship',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Shows the slot of an order of Easy Ship', params: ofOrder, response: { 200: easyShipView } },
      },
      (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return easyShip(accountId, orderId);
      },
    );

    app.post(
      '/api/v1/orders/:accountId/:orderId/easy-ship/slots',
      {
        config: work,
        schema: {
          summary: 'Asks Amazon when it would take a parcel of this size',
          params: ofOrder,
          body: slotParcel,
          response: { 200: slotList },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return { slots: await slotsOf(deps, accountId, orderId, request.body) };
      },
    );

    app.put(
      '/api/v1/orders/:accountId/:orderId/easy-ship',
      {
        config: asks,
        schema: {
          summary: 'Schedules the parcel of an order for a slot, or changes its slot',
          params: ofOrder,
          headers: key,
          body: slotBody,
          response: { 200: easyShipView },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const { errands } = await easyShip(accountId, orderId);
        const isScheduled = errands.some(({ kind, state }) => kind === 'slot' && state === 'done');
        const wish = { ...request.body, orderId, key: request.headers['idempotency-key'] };
        await (isScheduled ? changeSlot : askSlot)(deps, accountId, wish, request.person.name);
        return easyShip(accountId, orderId);
      },
    );
  };
