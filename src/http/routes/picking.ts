import { z } from 'zod';
import { locationsWithBins } from '#src/modules/inventory/questions.ts';
import {
  deedOutcome,
  elsewhereBody,
  pickDeed,
  pickView,
  putBackBody,
  putBackList,
  restAdvice,
  toteView,
} from '#src/modules/picking/contract.ts';
import { doPick, type PickingDeps, putUnitsBack, shipElsewhere, toteCodes } from '#src/modules/picking/index.ts';
import { pickViewOf, putBacksOf, restAdviceOf, totesOf } from '#src/modules/picking/questions.ts';
import type { Log } from '#src/platform/log.ts';
import type { HttpApp } from '../http-app.ts';
import { codeSheet } from '../pick-sheets.ts';
import { mustSee } from '../visible.ts';
import { sendSheets } from './waves.ts';

const id = z.string().regex(/^\d{1,18}$/);
const oneWave = z.object({ waveId: id });
const oneOrder = z.object({ accountId: id, orderId: z.string().min(1).max(60) });
const work = { permission: 'floor.work' } as const;
const counted = z.object({ count: z.int() });
const labelQuery = z.object({
  of: z.enum(['totes', 'bins']).default('totes'),
  /** Totes are numbered from here. */
  from: z.coerce.number().int().min(1).max(999_999).default(1),
  count: z.coerce.number().int().min(1).max(500).default(20),
  /** Whose bins. */
  locationId: id.optional(),
  paper: z.enum(['A4', 'Letter', '4x6']).default('A4'),
});

/** Picking: what a picker sees and does, on a phone or at a desk. */
export const pickingRoutes =
  (deps: PickingDeps & { log: Log }) =>
  (app: HttpApp): void => {
    const { database, clock, log } = deps;

    app.get(
      '/api/v1/picking/waves/:waveId/pick',
      {
        config: work,
        schema: {
          summary: 'Shows what is still to be fetched of a wave, bin by bin',
          description: 'With what was stopped since: leave it where it lies, or put it back.',
          params: oneWave,
          response: { 200: pickView },
        },
      },
      (request) =>
        database.read(request.accounts, (db) =>
          pickViewOf(db, request.accounts, request.params.waveId, { person: request.person.name, now: clock.now() }),
        ),
    );

    app.post(
      '/api/v1/picking/waves/:waveId/deeds',
      {
        config: work,
        schema: {
          summary: 'Scans, picks, misses or undoes at a wave',
          description:
            'The server finds out what a scan means and whether it fits. The same key twice counts once. `ok` false: refused, nothing was done.',
          params: oneWave,
          body: pickDeed,
          response: { 200: deedOutcome },
        },
      },
      (request) => doPick(deps, request.accounts, request.params.waveId, request.body, request.person.name),
    );

    app.get(
      '/api/v1/picking/put-backs',
      {
        config: work,
        schema: {
          summary: 'Lists what must be put back on its shelf',
          querystring: z.object({ locationId: id }),
          response: { 200: putBackList },
        },
      },
      async (request) => ({
        items: await database.read(request.accounts, (db) => putBacksOf(db, request.accounts, request.query.locationId)),
      }),
    );

    app.post(
      '/api/v1/picking/put-backs',
      {
        config: work,
        schema: { summary: 'Puts units of an order back into a bin', body: putBackBody, response: { 200: counted } },
      },
      async (request) => {
        mustSee(request, request.body.accountId);
        return { count: (await putUnitsBack(deps, request.body, request.person.name)) ? request.body.quantity : 0 };
      },
    );

    app.get(
      '/api/v1/picking/totes',
      {
        config: work,
        schema: { summary: 'Lists the totes that orders are in', response: { 200: z.object({ items: z.array(toteView) }) } },
      },
      async (request) => {
        const rows = await database.read(request.accounts, (db) => totesOf(db, request.accounts));
        return { items: rows.map((row) => ({ ...row, takenAt: row.takenAt.toISOString() })) };
      },
    );

    app.get(
      '/api/v1/picking/labels.pdf',
      {
        config: work,
        schema: {
          summary: 'Makes barcode labels for totes or bins as a PDF',
          querystring: labelQuery,
          produces: ['application/pdf'],
          response: { 200: z.any().describe('A PDF file') },
        },
      },
      async (request, reply) => {
        const { of, from, count, locationId, paper } = request.query;
        const places = await database.read(request.accounts, locationsWithBins);
        const bins = places.filter((place) => locationId === undefined || place.locationId === locationId).flatMap((place) => place.bins);
        const codes = of === 'totes' ? toteCodes(from, count) : bins.flatMap(({ name }) => (name === '' ? [] : [name])).slice(0, 2000);
        const now = clock.now();
        const place = places.find((each) => each.locationId === locationId) ?? places[0];
        const sheet = codeSheet(of === 'totes' ? 'Totes' : 'Bins', codes, { at: now, timeZone: place?.timeZone ?? 'UTC' });
        return sendSheets(reply, [sheet], { paper, printedAt: now, log, name: of });
      },
    );

    app.get(
      '/api/v1/picking/orders/:accountId/:orderId',
      {
        config: { permission: 'orders.read' },
        schema: {
          summary: 'Shows how far the picking of an order is',
          description: 'And what can be done where a part of it cannot be fetched.',
          params: oneOrder,
          response: { 200: restAdvice },
        },
      },
      (request) => {
        mustSee(request, request.params.accountId);
        return database.read([request.params.accountId], (db) => restAdviceOf(db, request.params));
      },
    );

    app.post(
      '/api/v1/picking/orders/:accountId/:orderId/elsewhere',
      {
        config: work,
        schema: {
          summary: 'Has other locations give what one cannot',
          description:
            'What the location has promised and nobody has fetched yet is promised by others, as far as they have it. Says how many units.',
          params: oneOrder,
          body: elsewhereBody,
          response: { 200: counted },
        },
      },
      async (request) => {
        mustSee(request, request.params.accountId);
        return { count: await shipElsewhere(deps, request.params, request.body.locationId, request.person.name) };
      },
    );
  };
