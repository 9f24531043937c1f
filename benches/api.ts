import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import fastify, { type FastifyReply } from 'fastify';
import { z } from 'zod';
import { createApp } from '#src/app.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { takeIn } from '#src/modules/orders/index.ts';
import { silentLog } from '#src/platform/log.ts';
import { createSealing } from '#src/platform/sealing.ts';
import { answers } from './answers.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { wholeNumbers } from './options.ts';
import { type Bench, type Report, type Row, round } from './report.ts';

const connections = 64;

export const api: Bench = {
  summary: `requests per second of list, read and write under ${connections} connections, held against a bare Fastify answer`,
  options: `  --orders <n>   orders on the desk (default 20000)
  --seconds <n>  how long each case is asked (default 10)`,
  run: async (args, say) => {
    const { orders, seconds } = wholeNumbers(args, { orders: 20_000, seconds: 10 });
    say('starting a database');
    const bench = await benchDatabase({ size: 16 });
    try {
      return await measure(bench, orders, seconds, say);
    } finally {
      await bench.close();
    }
  },
};

/** A request as it is sent again and again. */
type Case = { name: string; path: string; body?: string };

async function measure(bench: BenchDatabase, count: number, seconds: number, say: (line: string) => void): Promise<Report> {
  const { database, accountId } = bench;
  const app = createApp({
    database,
    sealing: createSealing(Buffer.alloc(32, 7)),
    clock: systemClock,
    log: silentLog,
    random: Math.random,
    version: 'bench',
    access: { demo: true },
    requestsPerMinute: 100_000_000,
  });
  say(`taking ${count} orders in`);
  const received = answers(count).last;
  for (let at = 0; at < received.length; at += 500) await takeIn(app.intake, accountId, received.slice(at, at + 500));
  await bench.owner.query('VACUUM ANALYZE');

  const desk = await app.openServer();
  const bare = fastify();
  try {
    const address = await desk.http.listen({ port: 0, host: '127.0.0.1' });
    const cookie = await signIn(address);
    const [one] = received;
    const order = { accountId, orderId: one?.facts.orderId ?? '' };
    const cases: Case[] = [
      { name: 'list', path: '/api/v1/orders?limit=50' },
      { name: 'read', path: `/api/v1/orders/${order.accountId}/${order.orderId}` },
      { name: 'write', path: '/api/v1/orders/annotate', body: JSON.stringify({ orders: [order], note: 'Seen at the bench' }) },
    ];
    for (const { path, body } of cases) await mirror(bare, address, cookie, path, body);
    const plain = await bare.listen({ port: 0, host: '127.0.0.1' });
    const results: Row[] = [];
    for (const one of cases) {
      const ours = await ask(`${address}${one.path}`, cookie, seconds, one.body);
      const limit = await ask(`${plain}${one.path}`, cookie, seconds, one.body);
      const ratio = round(ours.perSecond / limit.perSecond);
      say(`  ${one.name}: ${round(ours.perSecond)}/s, bare ${round(limit.perSecond)}/s`);
      results.push({
        name: one.name,
        per_s: round(ours.perSecond),
        p50_ms: ours.p50,
        p99_ms: ours.p99,
        limit_per_s: round(limit.perSecond),
        limit_p99_ms: limit.p99,
        failed: ours.failed,
        ratio_to_limit: ratio,
      });
    }
    return {
      bench: 'api',
      ratio_to_limit: Math.min(...results.map(({ ratio_to_limit: ratio }) => ratio ?? 0)),
      limit:
        `a bare Fastify that answers the same bytes without a database, a session or a check, under the same ${connections} connections ` +
        'in the same run, by turns; write adds a note to one and the same order, so the writers wait for each other',
      orders: received.length,
      results,
    };
  } finally {
    await bare.close();
    await desk.close();
  }
}

async function signIn(address: string): Promise<string> {
  const response = await fetch(`${address}/api/auth/demo`, { method: 'POST' });
  if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

/** Lets the bare server answer a path with what the desk answers now. */
async function mirror(bare: ReturnType<typeof fastify>, address: string, cookie: string, path: string, body?: string): Promise<void> {
  const response = await fetch(`${address}${path}`, {
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`);
  bare.route({
    method: body === undefined ? 'GET' : 'POST',
    url: path.split('?')[0] ?? path,
    handler: (_request: unknown, reply: FastifyReply) => reply.header('content-type', 'application/json; charset=utf-8').send(answer),
  });
}

type Asked = { perSecond: number; p50: number; p99: number; failed: number };

const found = z.object({
  requests: z.object({ average: z.number() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
});

/** Asks the same thing over kept connections from a process of its own. */
async function ask(url: string, cookie: string, seconds: number, body?: string): Promise<Asked> {
  const program = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
  const args = ['--json', '--connections', String(connections), '--duration', String(seconds), '--header', `cookie=${cookie}`];
  if (body !== undefined) args.push('--method', 'POST', '--header', 'content-type=application/json', '--body', body);
  const child = spawn(process.execPath, [program, ...args, url], { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.setEncoding('utf8');
  for await (const part of child.stdout) out += String(part);
  const { requests, latency, non2xx, errors } = found.parse(JSON.parse(out));
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99, failed: non2xx + errors };
}
