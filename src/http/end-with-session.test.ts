import { afterEach, expect, it } from 'vitest';
import type { Known } from '#src/modules/people/index.ts';
import { silentLog } from '#src/platform/log.ts';
import type { HttpApp } from './http-app.ts';
import { createServer } from './server.ts';

const ana: Known = { kind: 'person', id: 'ana', name: 'Ana', role: 'manager', accounts: null, scopes: null, sessionId: 's' };
let app: HttpApp | undefined;
afterEach(() => app?.close());

async function streamFor(whoIs: () => Known | undefined): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  app = await createServer({
    log: silentLog,
    version: '0',
    accountIds: async () => ['1', '2'],
    whoIs: async () => whoIs(),
    recheckMs: 20,
    routes: [
      (http) =>
        void http.get('/api/v1/endless', { config: { permission: 'orders.read' } }, (_request, reply) => {
          reply.hijack();
          reply.raw.write('hello');
        }),
    ],
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const reader = (await fetch(`${url}/api/v1/endless`)).body?.getReader();
  if (!reader) throw new Error('no answer');
  await reader.read();
  return reader;
}

it.each([
  ['nobody is known any more', undefined],
  ['the role has changed', { ...ana, role: 'readonly' }],
  ['fewer accounts are seen', { ...ana, accounts: ['1'] }],
] as const)('an answer that goes on ends when %s', async (_why, later) => {
  let known: Known | undefined = ana;
  const reader = await streamFor(() => known);
  known = later;
  await expect(reader.read()).rejects.toThrow('terminated');
});

it('goes on as long as nothing changes', async () => {
  let asked = 0;
  const reader = await streamFor(() => {
    asked += 1;
    return ana;
  });
  while (asked < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  const ended = await Promise.race([
    reader.read().then(
      () => true,
      () => true,
    ),
    Promise.resolve(false),
  ]);
  expect(ended).toBe(false);
  await reader.cancel();
});
