import { lookup } from 'node:dns';
import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Post, Posted } from '#src/modules/webhooks/ports.ts';
import { isPublicAddress } from './public-address.ts';

type Options = {
  /** Lets messages go to private addresses and without TLS: for receivers beside the desk. */
  allowPrivate: boolean;
  timeoutMs?: number;
};

const notPublic = 'the address is not a public one';

/**
 * Posts to webhooks and nowhere else it should not: only https, only to public addresses, checked where the connection
 * is made, so that a name which changes its address between a look and the call gains nothing. No redirect is followed
 * and no answer is read.
 */
export const postWebhook =
  ({ allowPrivate, timeoutMs = 10_000 }: Options): Post =>
  (url, headers, body) =>
    new Promise<Posted>((resolve) => {
      const target = new URL(url);
      const failed = (error: string) => resolve({ error });
      if (target.username || target.password) return failed('the address holds a password');
      if (!allowPrivate && target.protocol !== 'https:') return failed('the address is not https');
      const host = target.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivate && isIP(host) && !isPublicAddress(host)) return failed(notPublic);
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Waybill-Webhooks/1' },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
      };
      const request = (target.protocol === 'https:' ? tlsRequest : plainRequest)(target, options, (response) => {
        resolve({ status: response.statusCode ?? 0 });
        response.destroy();
      });
      request.on('error', (error: NodeJS.ErrnoException) => failed(wordsOf(error, timeoutMs)));
      request.end(body);
    });

/** Gives the addresses of a name only when all of them are public. */
const lookupPublic: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(Object.assign(new Error(notPublic), { code: 'NOT_PUBLIC' }), '', 0);
    if (options.all) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

/** Why there was no answer, without anything that the other side may have put into the error. */
function wordsOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return `no answer within ${timeoutMs / 1000} s`;
  if (error.code === 'NOT_PUBLIC') return notPublic;
  return `no connection (${error.code ?? error.name})`;
}
