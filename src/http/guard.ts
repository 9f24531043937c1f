import type { FastifyRequest } from 'fastify';
import { AppError } from '#src/kernel/app-error.ts';

const loopbackName = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Refuses what another site makes a browser send. The name in `Host` must be a loopback one or that of the public address (a
 * foreign name that resolves here is a rebinding attack), and a request that changes something must not come from another
 * origin. `publicUrl` is where people open the desk, when that is not this machine.
 */
export function refuseForeign(request: FastifyRequest, publicUrl?: string): void {
  const host = request.headers.host ?? '';
  const known = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isPublic = known !== undefined && host.toLowerCase() === known.host;
  if (!isPublic && !loopbackName.test(host))
    throw new AppError(
      'FOREIGN_ORIGIN',
      known
        ? `the Host header names another machine; open the desk as ${known.origin}`
        : 'the Host header names another machine; open the desk as http://127.0.0.1 or http://localhost, or set WAYBILL_PUBLIC_URL',
    );
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const own = isPublic ? known.origin : `http://${host}`;
  if (origin !== undefined && origin !== own) throw new AppError('FOREIGN_ORIGIN', 'the Origin header names another site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new AppError('FOREIGN_ORIGIN', 'the request was made by another site');
}
