import { toSVG } from 'bwip-js/node';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import {
  claimBody,
  codeBody,
  done,
  factorView,
  meView,
  ownPasswordBody,
  passwordBody,
  recoveryView,
} from '#src/modules/people/contract.ts';
import {
  beginFactor,
  changePassword,
  confirmFactor,
  endFactor,
  endOwnSessions,
  makeOwner,
  newRecoveryCodes,
  type Own,
  ownAccount,
  type PeopleDeps,
} from '#src/modules/people/index.ts';
import type { HttpApp } from '../http-app.ts';
import { actorOf } from '../note-deeds.ts';
import { callerOf } from '../who.ts';

const config = { permission: 'desk.use', personOnly: true, audit: false } as const;

const ownOf = (request: FastifyRequest): Own => ({
  personId: request.person.id,
  sessionId: request.person.sessionId ?? '',
  caller: callerOf(request),
});

/** What people do about their own sign-in: sessions, password, second factor. The module notes it all. */
export const meRoutes = (people: PeopleDeps) => (app: HttpApp) => {
  app.get('/api/v1/me', { config, schema: { summary: 'Shows your own sign-in and your sessions', response: { 200: meView } } }, (request) =>
    ownAccount(people, ownOf(request)),
  );

  app.post(
    '/api/v1/me/password',
    { config, schema: { summary: 'Changes your password and ends your other sessions', body: passwordBody, response: { 200: done } } },
    async (request) => {
      await changePassword(people, ownOf(request), request.body);
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/me/factor',
    {
      config,
      schema: {
        summary: 'Begins a second factor: secret, picture and recovery codes',
        body: ownPasswordBody,
        response: { 200: factorView },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const begun = await beginFactor(people, ownOf(request), request.body.password);
      const svg = toSVG({ bcid: 'qrcode', text: begun.uri, scale: 4 });
      return { ...begun, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
    },
  );

  app.post(
    '/api/v1/me/factor/confirm',
    { config, schema: { summary: 'Switches the second factor on with a first code', body: codeBody, response: { 200: done } } },
    async (request, reply) => {
      void reply.header('set-cookie', await confirmFactor(people, ownOf(request), request.body.code));
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/me/factor/off',
    { config, schema: { summary: 'Switches the second factor off', body: ownPasswordBody, response: { 200: done } } },
    async (request, reply) => {
      void reply.header('set-cookie', await endFactor(people, ownOf(request), request.body.password));
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/me/recovery-codes',
    {
      config,
      schema: { summary: 'Makes new recovery codes in place of the old ones', body: ownPasswordBody, response: { 200: recoveryView } },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return { recoveryCodes: await newRecoveryCodes(people, ownOf(request), request.body.password) };
    },
  );

  const params = z.object({ sessionId: z.string().min(1).max(64) });
  app.delete(
    '/api/v1/me/sessions/:sessionId',
    { config, schema: { summary: 'Ends one of your sessions', params, response: { 200: done } } },
    async (request) => {
      await endOwnSessions(people, ownOf(request), request.params.sessionId);
      return { done: true as const };
    },
  );

  app.delete(
    '/api/v1/me/sessions',
    { config, schema: { summary: 'Ends all your sessions but this one', response: { 200: done } } },
    async (request) => {
      await endOwnSessions(people, ownOf(request));
      return { done: true as const };
    },
  );

  app.post(
    '/api/v1/me/claim',
    { config, schema: { summary: 'Makes the demo owner a person with a password', body: claimBody, response: { 200: done } } },
    async (request) => {
      const own = await ownAccount(people, ownOf(request));
      if (!own.demo) throw new AppError('NOT_ALLOWED_NOW', 'only the owner of a demo becomes somebody else');
      await makeOwner(people, actorOf(request), request.body);
      return { done: true as const };
    },
  );
};
