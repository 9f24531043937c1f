import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

type Given = [string | URL | RequestOptions, (RequestOptions | Callback)?, Callback?];
type Callback = (response: IncomingMessage) => void;

const AMAZON = /^(api|sellingpartnerapi-(na|eu|fe))\.amazon\.com$/;

/**
 * Sends what goes to Amazon's hosts by HTTPS to a simulator instead, beneath packages whose hosts are fixed. Any other host
 * is an error: a test never leaves this machine. Gives back what undoes it.
 */
export function redirectAmazon(simulatorUrl: string): () => void {
  const { request, get } = https;
  const { hostname, port } = new URL(simulatorUrl);
  const redirected = (...given: Given): ClientRequest => {
    const [first, second, third] = given;
    const address = typeof first === 'string' || first instanceof URL ? partsOf(new URL(first)) : first;
    const more = typeof second === 'object' ? second : {};
    const callback = typeof second === 'function' ? second : third;
    const wanted = { ...address, ...more };
    const host = wanted.hostname ?? wanted.host ?? '';
    if (!AMAZON.test(host)) throw new Error(`A test called https://${host}, which is not a host of Amazon's Selling Partner API.`);
    const { agent: _, host: __, ...same } = wanted;
    return http.request({ ...same, protocol: 'http:', hostname, port }, callback);
  };
  const replace = (functions: object) => {
    Object.assign(https, functions);
    syncBuiltinESMExports();
  };
  replace({ request: redirected, get: (...given: Given) => redirected(...given).end() });
  return () => replace({ request, get });
}

const partsOf = ({ hostname, port, pathname, search }: URL): RequestOptions => ({ hostname, port, path: pathname + search });
