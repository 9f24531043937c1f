import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { closeBody, scanAnswer, scanBody, vanBody, vanDetails, vanView } from '#src/modules/handover/contract.ts';
import { closeVan, type HandoverDeps, openVan, scanIntoVan } from '#src/modules/handover/index.ts';
import { scanViewOf, vanDetailsOf, vansOf } from '#src/modules/handover/questions.ts';
import type { HttpApp } from '../http-app.ts';

const ofVan = z.object({ vanId: z.string().regex(/^\d{1,18}$/) });
const work = { permission: 'floor.work' } as const;
const deed = { permission: 'floor.work', audit: 'handover.van' } as const;

/** The scan of every parcel that goes into a van, kept as evidence. */
export const vanRoutes =
  (deps: HandoverDeps) =>
  (app: HttpApp): void => {
    const { database, clock } = deps;
    const details = async (accounts: readonly string[], vanId: string) => {
      const van = await database.read(accounts, (db) => vanDetailsOf(db, vanId));
      if (!van) throw new AppError('NOT_FOUND', 'vanId: there is no such van');
      return van;
    };

    app.get(
      '/api/v1/handover/vans',
      { config: work, schema: { summary: 'Lists the vans of today', response: { 200: z.object({ items: z.array(vanView) }) } } },
      async (request) => ({ items: await database.read(request.accounts, (db) => vansOf(db, clock.now())) }),
    );

    app.post(
      '/api/v1/handover/vans',
      { config: deed, schema: { summary: 'Begins to load a van', body: vanBody, response: { 200: vanDetails } } },
      async (request) => {
        const { vanId } = await openVan(deps, request.body, request.person.name);
        return details(request.accounts, vanId);
      },
    );

    app.get(
      '/api/v1/handover/vans/:vanId',
      { config: work, schema: { summary: 'Shows a van with every scan', params: ofVan, response: { 200: vanDetails } } },
      (request) => details(request.accounts, request.params.vanId),
    );

    app.post(
      '/api/v1/handover/vans/:vanId/scans',
      {
        config: work,
        schema: {
          summary: 'Scans a parcel into a van',
          description: 'Says what the number is and whether it goes along. The same `scanKey` again counts once.',
          params: ofVan,
          body: scanBody,
          response: { 200: scanAnswer },
        },
      },
      async (request) => {
        const { vanId } = request.params;
        const { override } = request.body;
        if (override !== undefined && !request.person.permissions.includes('floor.override'))
          throw new AppError('FORBIDDEN', 'override: only a person with the permission floor.override lets a stopped parcel go along');
        const { scan } = await scanIntoVan(deps, request.accounts, vanId, request.body, request.person.name);
        const { scans: _scans, ...van } = await details(request.accounts, vanId);
        return { scan: scanViewOf(scan), van };
      },
    );

    app.post(
      '/api/v1/handover/vans/:vanId/close',
      { config: deed, schema: { summary: 'Ends the loading of a van', params: ofVan, body: closeBody, response: { 200: vanDetails } } },
      async (request) => {
        const { vanId } = request.params;
        await closeVan(deps, vanId, request.body.note, request.person.name);
        return details(request.accounts, vanId);
      },
    );
  };
