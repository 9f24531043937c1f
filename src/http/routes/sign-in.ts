import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { done, doorView, linkBody, linkView, secondFactorBody, signInBody, signInView, welcomeBody } from '#src/modules/people/contract.ts';
import {
  beginOidc,
  demoIsOpen,
  endOidc,
  followLink,
  lookAtLink,
  type PeopleDeps,
  secondFactor,
  signIn,
  signInDemo,
  signOut,
} from '#src/modules/people/index.ts';
import { hasOwner } from '#src/modules/people/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { callerOf } from '../who.ts';

/** The door of the desk: what answers before anybody is known. Cookies are better-auth's. */
export const signInRoutes = (people: PeopleDeps, publicUrl?: string) => (app: HttpApp) => {
  const enter = (reply: FastifyReply, { state, cookies }: Awaited<ReturnType<typeof signIn>>) => {
    void reply.header('set-cookie', cookies).header('cache-control', 'no-store');
    return { state };
  };
  const open = { permission: 'open' } as const;

  app.get(
    '/api/auth/door',
    { config: open, schema: { summary: 'Says which ways in there are', response: { 200: doorView } } },
    async () => {
      const demo = await demoIsOpen(people);
      return { demo, ownerNeeded: !demo && !(await people.database.read([], hasOwner)), oidc: people.oidcName ?? null };
    },
  );

  app.post(
    '/api/auth/sign-in',
    { config: open, schema: { summary: 'Signs in with e-mail address and password', body: signInBody, response: { 200: signInView } } },
    async (request, reply) => enter(reply, await signIn(people, callerOf(request), request.body)),
  );

  app.post(
    '/api/auth/second-factor',
    {
      config: open,
      schema: {
        summary: 'Finishes a sign-in with a code of the app or a recovery code',
        body: secondFactorBody,
        response: { 200: signInView },
      },
    },
    async (request, reply) => enter(reply, await secondFactor(people, callerOf(request), request.body)),
  );

  app.post(
    '/api/auth/demo',
    { config: open, schema: { summary: 'Signs in as the owner of the demo, by one click', response: { 200: signInView } } },
    async (request, reply) => enter(reply, await signInDemo(people, callerOf(request))),
  );

  app.post(
    '/api/auth/link',
    { config: open, schema: { summary: 'Says what a one-time link is for', body: linkBody, response: { 200: linkView } } },
    (request) => lookAtLink(people, callerOf(request), request.body.token),
  );

  app.post(
    '/api/auth/welcome',
    {
      config: open,
      schema: {
        summary: 'Uses a one-time link: first owner, invitation or new password',
        body: welcomeBody,
        response: { 200: signInView },
      },
    },
    async (request, reply) => enter(reply, await followLink(people, callerOf(request), request.body)),
  );

  const onward = z.any().describe('A redirect');
  app.get(
    '/api/auth/oidc',
    { config: open, schema: { summary: 'Leads to the identity provider', response: { 302: onward } } },
    async (request, reply) => {
      const { to, cookies } = await beginOidc(people, callerOf(request));
      return reply.header('set-cookie', cookies).redirect(to);
    },
  );

  app.get(
    '/api/auth/callback/oidc',
    {
      config: open,
      schema: {
        summary: 'Comes back from the identity provider and signs in',
        querystring: z.record(z.string(), z.string()),
        response: { 302: onward },
      },
    },
    async (request, reply) => {
      const { to, cookies } = await endOidc(people, callerOf(request), `${publicUrl ?? ''}${request.url}`);
      return reply.header('set-cookie', cookies).redirect(to);
    },
  );

  app.post(
    '/api/auth/sign-out',
    {
      config: { permission: 'desk.use', personOnly: true },
      schema: { summary: 'Ends the session of this browser', response: { 200: done } },
    },
    async (request, reply) => {
      const { id, sessionId } = request.person;
      const cookies = await signOut(people, callerOf(request), { id: sessionId ?? '', personId: id });
      void reply.header('set-cookie', cookies);
      return { done: true as const };
    },
  );
};
