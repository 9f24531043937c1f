import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Known, knownByCookie, type PeopleDeps } from '#src/modules/people/index.ts';
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
export const whoAsks =
  (people: PeopleDeps, localKey: string | undefined): WhoIs =>
  async (request) => {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) return undefined;
      return isLocal(request) && localKey !== undefined && isSame(token, localKey) ? command : undefined;
    }
    return cookie === undefined ? undefined : knownByCookie(people, cookie);
  };

const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  loopback.test(socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined;

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
