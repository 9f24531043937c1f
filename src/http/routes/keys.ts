import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { done, keyBody, keyMade, keyView } from '#src/modules/people/contract.ts';
import { endKey, listKeys, makeKey, type PeopleDeps } from '#src/modules/people/index.ts';
import type { HttpApp } from '../http-app.ts';
import { actorOf } from '../note-deeds.ts';
import type { Permission } from '../permissions.ts';
import { mustSee } from '../visible.ts';

const config = { permission: 'keys.manage', audit: false } as const;

/** Keys of programs. Whoever manages people sees them all, everybody else their own. The module notes all changes. */
export const keyRoutes = (people: PeopleDeps, ownerId: string) => (app: HttpApp) => {
  const mine = async (person: { id: string; permissions: readonly Permission[] }) =>
    (await listKeys(people)).filter(({ personId }) => personId === person.id || person.permissions.includes('people.manage'));

  app.get(
    '/api/v1/keys',
    { config, schema: { summary: 'Lists keys of programs', response: { 200: z.object({ items: z.array(keyView) }) } } },
    async (request) => ({
      items: await mine(request.person),
    }),
  );

  app.post(
    '/api/v1/keys',
    { config, schema: { summary: 'Makes a key for a program, shown once', body: keyBody, response: { 200: keyMade } } },
    async (request, reply) => {
      const { person, body } = request;
      if (person.kind === 'key') throw new AppError('FORBIDDEN', 'a key makes no keys: a person does');
      const beyond = body.scopes.filter((scope) => !person.permissions.some((permission) => permission === scope));
      if (beyond.length > 0)
        throw new AppError('INVALID_INPUT', `scopes: you do not have ${beyond.join(', ')} yourself, or there is no such permission`, {
          problems: [{ field: 'scopes', message: 'must be permissions of your own' }],
        });
      for (const accountId of body.accounts ?? []) mustSee(request, accountId);
      void reply.header('cache-control', 'no-store');
      return makeKey(people, actorOf(request), person.kind === 'command' ? ownerId : person.id, body);
    },
  );

  const params = z.object({ keyId: z.string().min(1).max(64) });
  app.delete(
    '/api/v1/keys/:keyId',
    { config, schema: { summary: 'Ends a key at once', params, response: { 200: done } } },
    async (request) => {
      const { keyId } = request.params;
      if (!(await mine(request.person)).some((key) => key.id === keyId)) throw new AppError('NOT_FOUND', 'there is no such key of yours');
      await endKey(people, actorOf(request), keyId);
      return { done: true as const };
    },
  );
};
