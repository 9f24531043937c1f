import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Known, knownByCookie, knownByKey, type PeopleDeps } from '#src/modules/people/index.ts';
import { askRate } from './ask-rate.ts';
import type { WhoIs } from './who.ts';

/** A command of this machine may do everything, as whoever may read its key could read the data itself. */
const command: Known = {
  kind: 'command',
  id: 'command',
  name: 'Command line',
  role: 'owner',
  accounts: null,
  scopes: null,
  sessionId: null,
};

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Who asks: by a key in `Authorization: Bearer`, else by the cookie of a browser. A key that is wrong makes a stranger, also of
 * somebody whose cookie is good. `localKey` counts only from this machine itself.
 */
export function whoAsks(people: PeopleDeps, localKey: string | undefined, personPerMinute = 6_000): WhoIs {
  const count = askRate(people.clock);
  // Answers that go on are asked anew whose they are: that is no new request.
  const counted = new WeakSet<FastifyRequest>();
  const once = (request: FastifyRequest, id: string, perMinute: number) => {
    if (counted.has(request)) return;
    counted.add(request);
    count(id, perMinute);
  };
  return async (request) => {
    const { authorization, cookie } = request.headers;
    if (authorization === undefined) {
      const person = cookie === undefined ? undefined : await knownByCookie(people, cookie);
      if (person) once(request, person.id, personPerMinute);
      return person;
    }
    const token = /^Bearer +(\S{1,200})$/i.exec(authorization)?.[1];
    if (token === undefined) return undefined;
    if (localKey !== undefined && isLocal(request) && isSame(token, localKey)) return command;
    const key = await knownByKey(people, token);
    if (key) once(request, key.id, key.perMinute);
    return key;
  };
}

const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  loopback.test(socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined;

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
