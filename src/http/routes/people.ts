import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import {
  decisionBody,
  done,
  invitationBody,
  invitationView,
  linkMade,
  matrixView,
  personChange,
  personView,
  reviewsView,
  roleNames,
} from '#src/modules/people/contract.ts';
import {
  changePerson,
  decideReview,
  finishReview,
  invite,
  listInvitations,
  listPeople,
  listReviews,
  makePasswordLink,
  type PeopleDeps,
  signOutPerson,
  startReview,
  withdrawInvitation,
} from '#src/modules/people/index.ts';
import type { HttpApp } from '../http-app.ts';
import { actorOf } from '../note-deeds.ts';
import { type Permission, permissions } from '../permissions.ts';
import { permissionsOf } from '../roles.ts';

const read = { permission: 'people.read' } as const;
const manage = { permission: 'people.manage', audit: false } as const;
const id = z.string().min(1).max(64);
const ok = { done: true as const };

/** Who sees only some accounts would give away more than they have. */
function mustSeeAll(request: FastifyRequest): void {
  if (!request.person.seesAll) throw new AppError('FORBIDDEN', 'this needs an owner who sees all accounts');
}

/** People, roles, invitations and the quarterly look at them. The module notes all changes. */
export const peopleRoutes = (people: PeopleDeps) => (app: HttpApp) => {
  app.get(
    '/api/v1/people',
    { config: read, schema: { summary: 'Lists the people of the desk', response: { 200: z.object({ items: z.array(personView) }) } } },
    async () => ({
      items: await listPeople(people),
    }),
  );

  app.get(
    '/api/v1/roles',
    { config: { permission: 'desk.use' }, schema: { summary: 'Lists roles and what each may do', response: { 200: matrixView } } },
    async () => ({
      roles: [...roleNames],
      permissions: (Object.keys(permissions) as Permission[]).map((permission) => ({
        permission,
        words: permissions[permission],
        roles: roleNames.filter((role) => permissionsOf(role).includes(permission)),
      })),
    }),
  );

  const person = z.object({ personId: id });
  app.patch(
    '/api/v1/people/:personId',
    {
      config: manage,
      schema: {
        summary: 'Changes the role, the accounts or the access of a person',
        params: person,
        body: personChange,
        response: { 200: done },
      },
    },
    async (request) => {
      mustSeeAll(request);
      await changePerson(people, actorOf(request), request.params.personId, request.body);
      return ok;
    },
  );

  app.post(
    '/api/v1/people/:personId/sign-out',
    { config: manage, schema: { summary: 'Signs a person out everywhere', params: person, response: { 200: done } } },
    async (request) => {
      mustSeeAll(request);
      await signOutPerson(people, actorOf(request), request.params.personId);
      return ok;
    },
  );

  app.post(
    '/api/v1/people/:personId/password-link',
    {
      config: manage,
      schema: {
        summary: 'Makes a one-time link for a new password',
        params: person,
        body: z.object({ factor: z.boolean().default(false) }),
        response: { 200: linkMade },
      },
    },
    async (request, reply) => {
      mustSeeAll(request);
      void reply.header('cache-control', 'no-store');
      return makePasswordLink(people, actorOf(request), request.params.personId, request.body.factor);
    },
  );

  app.get(
    '/api/v1/invitations',
    {
      config: { permission: 'people.manage' },
      schema: { summary: 'Lists the links that still let somebody in', response: { 200: z.object({ items: z.array(invitationView) }) } },
    },
    async () => ({ items: await listInvitations(people) }),
  );

  app.post(
    '/api/v1/invitations',
    { config: manage, schema: { summary: 'Invites a person by a one-time link', body: invitationBody, response: { 200: linkMade } } },
    async (request, reply) => {
      mustSeeAll(request);
      void reply.header('cache-control', 'no-store');
      return invite(people, actorOf(request), request.body);
    },
  );

  app.delete(
    '/api/v1/invitations/:invitationId',
    { config: manage, schema: { summary: 'Withdraws a link', params: z.object({ invitationId: id }), response: { 200: done } } },
    async (request) => {
      mustSeeAll(request);
      await withdrawInvitation(people, actorOf(request), request.params.invitationId);
      return ok;
    },
  );

  const reviewer = (request: FastifyRequest) => ({ actor: actorOf(request), name: request.person.name });
  const review = z.object({ reviewId: z.string().regex(/^\d{1,18}$/) });
  app.get(
    '/api/v1/access-reviews',
    { config: read, schema: { summary: 'Shows the access reviews and when the next is due', response: { 200: reviewsView } } },
    () => listReviews(people),
  );

  app.post(
    '/api/v1/access-reviews',
    { config: manage, schema: { summary: 'Begins a review of who may do what', response: { 200: done } } },
    async (request) => {
      mustSeeAll(request);
      await startReview(people, reviewer(request));
      return ok;
    },
  );

  app.post(
    '/api/v1/access-reviews/:reviewId/decide',
    {
      config: manage,
      schema: { summary: 'Keeps or removes one person or key in a review', params: review, body: decisionBody, response: { 200: done } },
    },
    async (request) => {
      mustSeeAll(request);
      await decideReview(people, reviewer(request), request.params.reviewId, request.body);
      return ok;
    },
  );

  app.post(
    '/api/v1/access-reviews/:reviewId/finish',
    { config: manage, schema: { summary: 'Ends a review in which everything is decided', params: review, response: { 200: done } } },
    async (request) => {
      mustSeeAll(request);
      await finishReview(people, reviewer(request), request.params.reviewId);
      return ok;
    },
  );
};
