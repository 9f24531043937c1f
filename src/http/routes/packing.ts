import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import {
  actsAnswer,
  actsBody,
  boxBody,
  openSession as openBody,
  overrideBody,
  packSettings,
  packSetup,
  photoFields,
  stationState as stateView,
  stationBody,
  takeOverBody,
  teachBody,
} from '#src/modules/packing/contract.ts';
import {
  changeBox,
  changeSettings,
  changeStation,
  closeSession,
  doActs,
  mostPhotoBytes,
  openSession,
  override,
  type Packer,
  type PackingDeps,
  photographOpen,
  stationState,
  takeOver,
  teach,
} from '#src/modules/packing/index.ts';
import { packSetupOf } from '#src/modules/packing/questions.ts';
import { type PeopleDeps, vouch } from '#src/modules/people/index.ts';
import type { HttpApp } from '../http-app.ts';
import { actorOf } from '../note-deeds.ts';
import { permissionsOf } from '../roles.ts';
import { uploadOf } from '../upload.ts';
import { mustSee } from '../visible.ts';
import { callerOf } from '../who.ts';

const idText = z.string().regex(/^\d{1,18}$/);
const ofSession = z.object({ sessionId: idText });
const work = { permission: 'floor.work' } as const;
const manage = { permission: 'floor.manage' } as const;

/** A person has sessions of their own, a program others. */
export const packerOf = ({ person, accounts }: FastifyRequest): Packer => ({
  id: `${person.kind} ${person.id}`,
  name: person.name,
  accounts,
});

/** The packing station: what is done there, who allows what, and how stations are set up. */
export const packingRoutes =
  (deps: PackingDeps, people: PeopleDeps) =>
  (app: HttpApp): void => {
    app.get(
      '/api/v1/packing/setup',
      { config: work, schema: { summary: 'Shows stations, boxes and how strict packing is', response: { 200: packSetup } } },
      () => deps.database.read([], packSetupOf),
    );

    app.put(
      '/api/v1/packing/settings',
      { config: manage, schema: { summary: 'Changes how strict packing is', body: packSettings, response: { 200: packSetup } } },
      (request) => changeSettings(deps, request.body),
    );

    app.post(
      '/api/v1/packing/stations',
      { config: manage, schema: { summary: 'Makes a packing station', body: stationBody, response: { 200: packSetup } } },
      (request) => changeStation(deps, undefined, request.body),
    );

    app.put(
      '/api/v1/packing/stations/:stationId',
      {
        config: manage,
        schema: {
          summary: 'Changes a packing station',
          params: z.object({ stationId: idText }),
          body: stationBody,
          response: { 200: packSetup },
        },
      },
      (request) => changeStation(deps, request.params.stationId, request.body),
    );

    app.post(
      '/api/v1/packing/boxes',
      { config: manage, schema: { summary: 'Makes a box that parcels are packed in', body: boxBody, response: { 200: packSetup } } },
      (request) => changeBox(deps, undefined, request.body),
    );

    app.put(
      '/api/v1/packing/boxes/:boxId',
      {
        config: manage,
        schema: { summary: 'Changes a box', params: z.object({ boxId: idText }), body: boxBody, response: { 200: packSetup } },
      },
      (request) => changeBox(deps, request.params.boxId, request.body),
    );

    app.post(
      '/api/v1/packing/sessions',
      {
        config: { ...work, audit: false },
        schema: {
          summary: 'Begins to pack at a station, or goes on',
          description: 'A person has one session at each station; it is the same when it is opened again.',
          body: openBody,
          response: { 200: stateView },
        },
      },
      (request) => openSession(deps, packerOf(request), request.body.stationId),
    );

    app.get(
      '/api/v1/packing/sessions/:sessionId',
      { config: work, schema: { summary: 'Shows a packing session', params: ofSession, response: { 200: stateView } } },
      (request) => stationState(deps, packerOf(request), request.params.sessionId),
    );

    app.post(
      '/api/v1/packing/sessions/:sessionId/close',
      {
        config: { ...work, audit: false },
        schema: { summary: 'Lets the order of a session go', params: ofSession, response: { 200: stateView } },
      },
      (request) => closeSession(deps, packerOf(request), request.params.sessionId),
    );

    app.post(
      '/api/v1/packing/sessions/:sessionId/acts',
      {
        // Every scan would drown the rest of the audit; what was done is kept with the order.
        config: { ...work, audit: false },
        schema: {
          summary: 'Takes in scans and what else was done at a station',
          description:
            'In the order of `seq`. What has come in before is answered again and counts once; a `seq` that does not follow the last one is refused with CONFLICT, then the session tells which was the last.',
          params: ofSession,
          body: actsBody,
          response: { 200: actsAnswer },
        },
      },
      (request) => {
        for (const act of request.body.acts) if (act.act === 'open') mustSee(request, act.accountId);
        return doActs(deps, packerOf(request), request.params.sessionId, request.body.acts);
      },
    );

    app.post(
      '/api/v1/packing/sessions/:sessionId/take-over',
      {
        config: { ...work, audit: false },
        schema: {
          summary: 'Takes an order from another station',
          params: ofSession,
          body: takeOverBody,
          response: { 200: stateView },
        },
      },
      (request) => {
        mustSee(request, request.body.accountId);
        return takeOver(deps, packerOf(request), request.params.sessionId, request.body, actorOf(request));
      },
    );

    app.post(
      '/api/v1/packing/sessions/:sessionId/override',
      {
        config: { ...work, audit: false },
        schema: {
          summary: 'Allows what a guard or the scale asks',
          description: 'By the person, who then needs floor.override, or by a supervisor beside them with e-mail address and password.',
          params: ofSession,
          body: overrideBody,
          response: { 200: stateView },
        },
      },
      async (request) => {
        const { keys, reason, supervisor } = request.body;
        const by = supervisor ? await supervisorOf(people, request, supervisor) : ownWord(request);
        return override(deps, packerOf(request), request.params.sessionId, { keys, reason, by, actor: actorOf(request) });
      },
    );

    app.post(
      '/api/v1/packing/sessions/:sessionId/teach',
      {
        config: { permission: 'stock.change', audit: false },
        schema: { summary: 'Says which product an unknown barcode is', params: ofSession, body: teachBody, response: { 200: stateView } },
      },
      (request) => teach(deps, packerOf(request), request.params.sessionId, request.body, actorOf(request)),
    );

    app.post(
      '/api/v1/packing/sessions/:sessionId/photos',
      {
        config: { ...work, audit: false, upload: photoFields },
        schema: {
          summary: 'Keeps a photo of the open parcel',
          description: 'A JPEG, PNG or WebP picture of up to 5 MB as the part "file".',
          consumes: ['multipart/form-data'],
          params: ofSession,
          response: { 200: stateView },
        },
      },
      async (request) => photographOpen(deps, packerOf(request), request.params.sessionId, await photoOf(request)),
    );
  };

function ownWord({ person }: FastifyRequest): { id: string; name: string } {
  if (!person.permissions.includes('floor.override'))
    throw new AppError('FORBIDDEN', 'this needs the permission floor.override: let a supervisor give e-mail address and password here');
  return { id: person.id, name: person.name };
}

/** Somebody who may override and sees the accounts that the person at the station sees. */
async function supervisorOf(people: PeopleDeps, request: FastifyRequest, given: { email: string; password: string }) {
  const { id, name, role, accounts } = await vouch(people, callerOf(request), given);
  if (!permissionsOf(role).includes('floor.override')) throw new AppError('FORBIDDEN', 'this person has not the permission floor.override');
  if (accounts !== null && request.accounts.some((accountId) => !accounts.includes(accountId)))
    throw new AppError('FORBIDDEN', 'this person does not see all accounts that are packed here');
  return { id, name };
}

/** The picture of a form, read up to its limit. Throws TOO_LARGE. */
export async function photoOf(request: FastifyRequest): Promise<Buffer> {
  const { stream } = await uploadOf(request);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > mostPhotoBytes) throw new AppError('TOO_LARGE', 'file: a photo has at most 5 MB');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
