import type { FastifyRequest } from 'fastify';
import { AppError } from '#src/kernel/app-error.ts';

const loopbackName = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Refuses what another site makes a browser send. The name in `Host` must be a loopback one (a foreign name that
 * resolves here is a rebinding attack), and a request that changes something must not come from another origin.
 */
export function refuseForeign(request: FastifyRequest): void {
  const host = request.headers.host ?? '';
  if (!loopbackName.test(host))
    throw new AppError('FOREIGN_ORIGIN', 'the Host header names another machine; open the desk as http://127.0.0.1 or http://localhost');
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== `http://${host}`) throw new AppError('FOREIGN_ORIGIN', 'the Origin header names another site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new AppError('FOREIGN_ORIGIN', 'the request was made by another site');
}
