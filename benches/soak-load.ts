import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator } from '../simulator/start-simulator.ts';
import { type DeskProcess, startDeskProcess } from '../tests/support/desk-process.ts';
import { signInAsOwner } from '../tests/support/signed-in.ts';
import { changeFaults } from './load-faults.ts';
import { createLoad } from './load-work.ts';
import { wholeNumbers } from './options.ts';
import { memoryOf } from './process-memory.ts';
import { type Bench, type Report, round } from './report.ts';

const accountId = '1';
/** What memory may be at the end, held against the time after the desk has warmed up. */
const flat = 1.25;

export const soakLoad: Bench = {
  summary: 'half an hour of mixed load with faults at Amazon: no event lost, nothing sent twice, flat memory',
  options: `  --minutes <n>  how long the load lasts (default 30)
  --workers <n>  programs that use the API side by side (default 8)`,
  run: async (args, say) => {
    const { minutes, workers } = wholeNumbers(args, { minutes: 30, workers: 8 });
    const dataDir = await mkdtemp(path.join(tmpdir(), 'waybill-soak-load-'));
    const simulator = await startSimulator({ seed: 7, orders: 300, arrivals: false, notifications: true });
    const env = { WAYBILL_DEMO: '1', WAYBILL_SIMULATOR_URL: simulator.url, WAYBILL_WEBHOOKS_PRIVATE: '1' };
    const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true }), () => simulator.close()];
    try {
      say('starting a desk');
      const desk = await startDeskProcess(dataDir, env);
      stops.push(() => desk.kill('SIGTERM'));
      const hook = await receiver();
      stops.push(hook.close);
      return await measure({ desk, simulator, hook, minutes, workers, say });
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
};

type Receiver = Awaited<ReturnType<typeof receiver>>;
type Parts = {
  desk: DeskProcess;
  simulator: Awaited<ReturnType<typeof startSimulator>>;
  hook: Receiver;
  minutes: number;
  workers: number;
  say: (line: string) => void;
};

async function measure({ desk, simulator, hook, minutes, workers, say }: Parts): Promise<Report> {
  const cookie = await signInAsOwner(desk.url);
  const made = await post<{ webhookId: string }>(desk.url, cookie, `/webhooks/${accountId}`, { name: 'Soak', url: hook.url, events: [] });
  if (!made.webhookId) throw new Error('the webhook was not made');
  const from = await lastEvent(desk.url, cookie);
  const stream = follow(desk.url, cookie, from);
  const load = createLoad({ url: desk.url, cookie, accountId, control: simulator.control, workers });

  const memory: { desk: number; database: number }[] = [];
  const endsAt = Date.now() + minutes * 60_000;
  load.start();
  for (let beat = 0; Date.now() < endsAt; beat += 1) {
    changeFaults(simulator.control, beat);
    await pause(Math.min(10_000, Math.max(0, endsAt - Date.now())));
    memory.push(await memoryOf(desk.child.pid ?? 0));
    if (beat % 30 === 29) say(`  ${Math.round((beat + 1) / 6)} min: ${load.asked()} requests, desk ${memory.at(-1)?.desk} MB`);
  }
  await load.stop();
  simulator.control.faults.clear();

  say('waiting until all is told');
  const wanted = await settled(desk.url, cookie, from, simulator.control.orders().length);
  const heardAll = (heard: ReadonlySet<string>) => wanted.filter((id) => !heard.has(id)).length;
  for (let waits = 0; waits < 300 && (heardAll(stream.heard) > 0 || heardAll(hook.heard) > 0); waits += 1) await pause(1_000);
  stream.stop();

  const orders = await allOrders(desk.url, cookie);
  const missing = simulator.control.orders().filter(({ orderId }) => !orders.has(orderId)).length;
  const twice = simulator.control.effects().filter(({ times }) => times > 1).length;
  // The first third is warming up: caches fill, code is compiled.
  const third = Math.floor(memory.length / 3);
  const mean = (list: readonly { desk: number }[]) => list.reduce((sum, one) => sum + one.desk, 0) / Math.max(1, list.length);
  const [early, late] = [mean(memory.slice(third, 2 * third)), mean(memory.slice(2 * third))];
  return {
    bench: 'soak-load',
    ratio_to_limit: round(late / early / flat),
    limit: `no event lost on the way to a stream and a webhook, no order missing, nothing sent twice, no answer 5xx; the desk's memory in the last third at most ${flat} × that of the second`,
    minutes,
    requests: load.asked(),
    answers: load.answers(),
    events: wanted.length,
    lost_by_stream: heardAll(stream.heard),
    lost_by_webhook: heardAll(hook.heard),
    orders: orders.size,
    orders_missing: missing,
    sent_twice: twice,
    results: [
      {
        name: 'memory of the desk',
        second_third_mb: Math.round(early),
        last_third_mb: Math.round(late),
        highest_mb: Math.max(...memory.map((one) => one.desk)),
        database_mb: memory.at(-1)?.database,
        ratio_to_limit: round(late / early / flat),
      },
      ...load.times(),
    ],
  };
}

/** A receiver of webhooks that now and then fails, and remembers what it took. */
async function receiver(): Promise<{ url: string; heard: Set<string>; close: () => Promise<void> }> {
  const heard = new Set<string>();
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    const fails = calls % 50 === 0;
    request.resume();
    request.on('end', () => {
      if (!fails) heard.add(String(request.headers['webhook-id']));
      response.writeHead(fails ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Reads the stream of events and breaks it off every half minute, to go on where it stopped. */
function follow(url: string, cookie: string, from: string): { heard: Set<string>; stop: () => void } {
  const heard = new Set<string>();
  const stopped = new AbortController();
  let after = from;
  const run = async () => {
    while (!stopped.signal.aborted) {
      const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(30_000)]);
      try {
        const response = await fetch(`${url}/api/v1/accounts/${accountId}/events/stream?after=${after}`, { headers: { cookie }, signal });
        let text = '';
        for await (const part of (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
          const blocks = (text + part).split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) {
            const id = /^id: (\d+)$/m.exec(block)?.[1];
            if (id === undefined) continue;
            heard.add(`evt_${accountId}_${id}`);
            after = id;
          }
        }
      } catch {
        await pause(200);
      }
    }
  };
  void run();
  return { heard, stop: () => stopped.abort() };
}

async function get<T>(url: string, cookie: string, route: string): Promise<T> {
  const response = await fetch(`${url}/api/v1${route}`, { headers: { cookie } });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function post<T>(url: string, cookie: string, route: string, body: unknown): Promise<T> {
  const headers = { cookie, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

type Events = { items: { id: string }[]; next: string };

async function eventsAfter(url: string, cookie: string, from: string): Promise<{ ids: string[]; last: string }> {
  const ids: string[] = [];
  let last = from;
  for (;;) {
    const { items, next } = await get<Events>(url, cookie, `/accounts/${accountId}/events?after=${last}&limit=1000`);
    if (items.length === 0) return { ids, last };
    ids.push(...items.map(({ id }) => id));
    last = next;
  }
}

const lastEvent = async (url: string, cookie: string): Promise<string> => (await eventsAfter(url, cookie, '0')).last;

type Sync = { accounts: { freshAsOf: string | null; openWrites: number }[] };

/** Waits until the desk is fresh beyond now and nothing is on its way to Amazon; gives every event since `from`. */
async function settled(url: string, cookie: string, from: string, orders: number): Promise<string[]> {
  const now = Date.now();
  for (let waits = 0; waits < 900; waits += 1) {
    const [one] = (await get<Sync>(url, cookie, '/sync')).accounts;
    if (
      one &&
      one.freshAsOf !== null &&
      Date.parse(one.freshAsOf) > now &&
      one.openWrites === 0 &&
      (await allOrders(url, cookie)).size >= orders
    )
      break;
    await pause(1_000);
  }
  return (await eventsAfter(url, cookie, from)).ids;
}

async function allOrders(url: string, cookie: string): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor = '';
  for (;;) {
    const page = await get<{ items: { orderId: string }[]; next: string | null }>(
      url,
      cookie,
      `/orders?limit=200&fields=orderId${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    for (const { orderId } of page.items) ids.add(orderId);
    if (page.next === null) return ids;
    cursor = page.next;
  }
}
