import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import {
  parcelDetails,
  parcelFilter,
  parcelPage,
  parcelQuery,
  parcelSummary,
  patienceBody,
  settleBody,
} from '#src/modules/tracking/contract.ts';
import { lookNow, setPatience, settleParcel, type TrackingDeps } from '#src/modules/tracking/index.ts';
import { parcelDetailsOf, parcelPageOf, parcelSummaryOf, parcelsOf, patienceOf } from '#src/modules/tracking/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee, scopeOf } from '../visible.ts';

const ofAccount = z.object({ accountId: z.string().regex(/^\d{1,18}$/) });
const ofParcel = ofAccount.extend({ parcelId: z.string().regex(/^\d{1,18}$/) });
const ofOrder = ofAccount.extend({ orderId: z.string().min(1).max(40) });
const read = { permission: 'orders.read' } as const;
const mostRows = 20_000;

/** Parcels on their way: where each is, what its carrier said, and what is wrong. */
export const parcelRoutes =
  (deps: Pick<TrackingDeps, 'database' | 'clock'>) =>
  (app: HttpApp): void => {
    const { database, clock } = deps;
    const details = async (accountId: string, parcelId: string) => {
      const found = await database.read([accountId], (db) => parcelDetailsOf(db, accountId, parcelId));
      if (!found) throw new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
      return found;
    };

    app.get(
      '/api/v1/parcels',
      {
        config: read,
        schema: { summary: 'Lists parcels, the last that left first', querystring: parcelQuery, response: { 200: parcelPage } },
      },
      (request) => {
        const { account, cursor, limit, ...filter } = request.query;
        return database.read(scopeOf(request, account), (db) => parcelPageOf(db, filter, { cursor, limit }));
      },
    );

    app.get(
      '/api/v1/parcels/summary',
      {
        config: read,
        schema: {
          summary: 'Counts the parcels of the last sixty days by state, exception and carrier',
          querystring: parcelFilter.pick({ account: true }),
          response: { 200: parcelSummary },
        },
      },
      (request) => database.read(scopeOf(request, request.query.account), (db) => parcelSummaryOf(db, clock.now())),
    );

    app.get(
      '/api/v1/parcels.csv',
      {
        config: read,
        schema: {
          summary: 'Exports parcels as CSV',
          description: `The same filter as the list; ${mostRows} parcels at most, the last that left first.`,
          produces: ['text/csv'],
          querystring: parcelFilter,
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const { account, ...filter } = request.query;
        const { items } = await database.read(scopeOf(request, account), (db) => parcelPageOf(db, filter, { limit: mostRows }));
        const columns = [
          'tracking',
          'carrier',
          'service',
          'orderId',
          'state',
          'exceptions',
          'leftAt',
          'firstScanAt',
          'lastScanAt',
          'promisedAt',
          'deliverBy',
          'deliveredAt',
        ] as const;
        const lines = items.map((parcel) =>
          columns.map((column) => (column === 'exceptions' ? parcel.exceptions.join(' ') : (parcel[column] ?? ''))),
        );
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="parcels.csv"')
          .send(stringify([columns, ...lines], { escape_formulas: true }));
      },
    );

    app.get(
      '/api/v1/parcels/:accountId/:parcelId',
      {
        config: read,
        schema: { summary: 'Shows a parcel with all that was told of it', params: ofParcel, response: { 200: parcelDetails } },
      },
      (request) => {
        mustSee(request, request.params.accountId);
        return details(request.params.accountId, request.params.parcelId);
      },
    );

    app.get(
      '/api/v1/orders/:accountId/:orderId/parcels',
      {
        config: read,
        schema: {
          summary: 'Lists the parcels of an order with all that was told of them',
          params: ofOrder,
          response: { 200: z.object({ parcels: z.array(parcelDetails) }) },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return { parcels: await database.read([accountId], (db) => parcelsOf(db, accountId, orderId)) };
      },
    );

    app.post(
      '/api/v1/parcels/:accountId/:parcelId/look',
      {
        config: { permission: 'floor.work' },
        schema: { summary: 'Has the carrier asked about a parcel now', params: ofParcel, response: { 200: parcelDetails } },
      },
      async (request) => {
        const { accountId, parcelId } = request.params;
        mustSee(request, accountId);
        await lookNow(deps, accountId, parcelId);
        return details(accountId, parcelId);
      },
    );

    app.post(
      '/api/v1/parcels/:accountId/:parcelId/settle',
      {
        config: { permission: 'floor.work' },
        schema: {
          summary: 'Says that what was wrong with a parcel is dealt with',
          params: ofParcel,
          body: settleBody,
          response: { 200: parcelDetails },
        },
      },
      async (request) => {
        const { accountId, parcelId } = request.params;
        mustSee(request, accountId);
        await settleParcel(deps, accountId, parcelId, request.person.name, request.body.note);
        return details(accountId, parcelId);
      },
    );

    app.get(
      '/api/v1/parcels/:accountId/patience',
      {
        config: read,
        schema: { summary: 'Says how long parcels may stay silent', params: ofAccount, response: { 200: patienceBody } },
      },
      (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        return database.read([accountId], (db) => patienceOf(db, accountId));
      },
    );

    app.put(
      '/api/v1/parcels/:accountId/patience',
      {
        config: { permission: 'floor.manage', audit: 'parcels.set-up' },
        schema: {
          summary: 'Sets how long parcels may stay silent',
          params: ofAccount,
          body: patienceBody,
          response: { 200: patienceBody },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        await setPatience(deps, accountId, request.body, request.person.name);
        return database.read([accountId], (db) => patienceOf(db, accountId));
      },
    );
  };
