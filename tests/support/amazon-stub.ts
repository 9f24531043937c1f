import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StubCall = { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers']; body: string };

/** What the stub does with one call: a JSON answer, or anything with the bare response. */
export type StubReply =
  | { status?: number; json?: unknown; headers?: Record<string, string> }
  | ((response: ServerResponse, request: IncomingMessage) => void);

export type AmazonStub = {
  url: string;
  /** Every call but those for tokens. */
  calls: StubCall[];
  /** The bodies of the calls for tokens. */
  tokenCalls: URLSearchParams[];
  close(): Promise<void>;
};

/**
 * A server that answers as the test says, for faults below HTTP that a faithful Amazon would not show. Calls for tokens
 * get `token-1`, `token-2` … unless `onToken` says otherwise.
 */
export async function amazonStub(
  onCall: (call: StubCall, count: number) => StubReply,
  onToken?: (count: number) => StubReply,
): Promise<AmazonStub> {
  const calls: StubCall[] = [];
  const tokenCalls: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stub');
      const body = Buffer.concat(chunks).toString('utf8');
      const isToken = url.pathname === '/auth/o2/token';
      if (isToken) tokenCalls.push(new URLSearchParams(body));
      else calls.push({ method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body });
      const token: StubReply = { json: { access_token: `token-${tokenCalls.length}`, token_type: 'bearer', expires_in: 3600 } };
      const call = calls.at(-1);
      const reply = isToken ? (onToken?.(tokenCalls.length) ?? token) : call ? onCall(call, calls.length) : token;
      if (typeof reply === 'function') reply(response, request);
      else {
        response.writeHead(reply.status ?? 200, {
          'content-type': 'application/json',
          'x-amzn-RequestId': `request-${calls.length}`,
          ...reply.headers,
        });
        response.end(reply.json === undefined ? '' : JSON.stringify(reply.json));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    tokenCalls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Breaks the connection without an answer. */
export const reset: StubReply = (_response, request) => void request.socket.resetAndDestroy();

/** Amazon's answer when the quota is used up: no header says when to come back. */
export const quotaExceeded: StubReply = {
  status: 429,
  json: { errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }] },
};
