import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type pg from 'pg';
import { searchRoutes } from '#src/http/routes/search.ts';
import { createServer } from '#src/http/server.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { filterOf, findOrders } from '#src/modules/search/questions.ts';
import type { Statement } from '#src/platform/db.ts';
import { silentLog } from '#src/platform/log.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { asOwner } from '../tests/support/signed-in.ts';
import type { BenchDatabase } from './bench-database.ts';

/** Milliseconds of each request, by turns: the desk's first page of 50, and a bare Fastify that answers the same statement. */
export type PageTimes = { desk: number[]; bare: number[] };

/** The page through HTTP, as a program asks for it, one request after the other over a kept connection. */
export async function timePage(
  { database, accountId }: BenchDatabase,
  sealing: Sealing,
  client: pg.Client,
  reps: number,
): Promise<PageTimes> {
  const clock = systemClock;
  const heard: Statement[] = [];
  const search = { tab: 'all', filter: filterOf(''), sort: 'newest', now: clock.now(), timeZone: 'UTC', limit: 50 } as const;
  await database.read([accountId], (db) =>
    findOrders(
      {
        ...db,
        query: (statement) => {
          heard.push(statement);
          return db.query(statement);
        },
      },
      sealing,
      search,
    ),
  );
  const desk = await createServer({
    log: silentLog,
    version: 'bench',
    accountIds: async () => [accountId],
    whoIs: asOwner,
    routes: [searchRoutes({ database, sealing, clock })],
    requestsPerMinute: 1_000_000,
  });
  const bare = fastify();
  bare.get('/', async () => {
    let rows: unknown[] = [];
    for (const { text, values, name } of heard)
      ({ rows } = await client.query({ text, values: [...(values ?? [])], ...(name ? { name: `page ${name}` } : {}) }));
    return { items: rows };
  });
  try {
    await Promise.all([desk.listen({ port: 0, host: '127.0.0.1' }), bare.listen({ port: 0, host: '127.0.0.1' })]);
    const address = (server: { address(): unknown }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [page, plain] = [`${address(desk.server)}/api/v1/orders?limit=50`, `${address(bare.server)}/`];
    const times: PageTimes = { desk: [], bare: [] };
    for (let rep = -20; rep < reps; rep += 1) {
      const [first, second] = [await timed(page), await timed(plain)];
      // The first rounds warm both up.
      if (rep >= 0) {
        times.desk.push(first);
        times.bare.push(second);
      }
    }
    return times;
  } finally {
    await desk.close();
    await bare.close();
  }
}

async function timed(url: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - start;
}
