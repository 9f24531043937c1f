import { parseArgs } from 'node:util';
import { checkChains, gapRows, ledgerRows } from '#src/modules/ledger/questions.ts';
import { knownOrders } from '#src/modules/orders/intake-store.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import type { Db } from '#src/platform/db.ts';
import { createRandom, type Random } from '../../simulator/shop/random.ts';
import { compareOrder, comparePersonal } from '../support/compare-orders.ts';
import { type SimulatedDesk, simulatedDesk } from '../support/simulated-desk.ts';
import { type LivingDesk, livingDesk } from './living-desk.ts';
import type { Soak } from './main.ts';
import { liveAnHour } from './shop-life.ts';
import { soakServer } from './soak-server.ts';

const options = `  --days <n>   simulated days (default 30)
  --seed <n>   of the shop, its faults and the moments of the kills (default 1)`;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The sweep comes every three minutes. */
const stepMs = 150_000;
const timeoutMs = 5_000;
/** Days after the shop's last order until all that was under way has arrived or been cancelled, at most. */
const quietDays = 30;

/**
 * A month of a shop with an Amazon that leaves orders out of its lists, breaks connections and lets tokens expire, and a desk
 * that is killed again and again. Then every order must be here as Amazon has it, field by field, every day closed, every gap filled.
 */
export const completeness: Soak = {
  summary: 'a month of orders with rows left out, notifications lost, calls that fail, tokens that expire and kill -9',
  options,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { days: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } } });
    const server = await soakServer();
    const database = await server.fresh();
    const desk = await simulatedDesk({
      database,
      backfill: true,
      orders: 400,
      days: 60,
      notifications: true,
      seed: Number(values.seed),
      timeoutMs,
    });
    const living = livingDesk({
      connection: desk.connection,
      simulatorUrl: desk.simulator.url,
      accountId: desk.accountId,
      timeoutMs,
      stepMs,
    });
    const began = Date.now();
    const results: boolean[] = [];
    const tell = (what: string, problems: readonly string[]) => {
      results.push(problems.length === 0);
      const few = problems.slice(0, 20).map((line) => `\n       ${line}`);
      const more = problems.length > 20 ? `\n       and ${problems.length - 20} more` : '';
      console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}${few.join('')}${more}`);
    };
    try {
      const run: Run = { desk, living, random: createRandom(`${values.seed}/soak-completeness`), leftOut: new Set(), kills: 0 };
      await connectQueue(desk);
      putFaults(desk);
      for (let day = 1; day <= Number(values.days); day += 1) {
        const from = Date.now();
        const before = run.kills;
        if (day % 10 === 9) await outage(run);
        await liveFor(run, dayMs, true);
        const seconds = ((Date.now() - from) / 1000).toFixed(0);
        console.log(`       day ${day}: ${desk.simulator.control.orders().length} orders, ${run.kills - before} kills, ${seconds} s`);
      }
      await untilQuiet(run);
      await living.close();
      for (const [what, problems] of await everything(run)) tell(what, problems);
      tell(`the desk was killed ${run.kills} times`, run.kills > 0 ? [] : ['nothing was killed']);
    } catch (error) {
      tell('the soak came to its end', [String(error)]);
    } finally {
      living.kill();
      await desk.close();
      await database.close();
      await server.close();
    }
    const failed = results.filter((held) => !held).length;
    console.log(`${results.length - failed} held, ${failed} failed, ${Math.round((Date.now() - began) / 1000)} s`);
    return failed;
  },
};

type Run = {
  desk: SimulatedDesk;
  living: LivingDesk;
  random: Random;
  /** Orders that Amazon's list never shows. */
  leftOut: Set<string>;
  kills: number;
};

async function connectQueue({ app, accountId, simulator }: SimulatedDesk): Promise<void> {
  const { endpoint, queues } = simulator.control.queues();
  const queueUrl = queues[0]?.url ?? '';
  await app.setQueue(accountId, { queueUrl, region: 'us-east-1', endpoint, accessKeyId: 'a', secretAccessKey: 'b' });
}

/**
 * One row of a hundred is missing in each list; calls fail in every way that changes nothing; notifications are lost, come
 * twice, hours late and out of order.
 */
function putFaults({ simulator }: SimulatedDesk): void {
  const { faults } = simulator.control;
  faults.add({ kind: 'omit-rows', probability: 0.01, match: { operation: 'searchOrders' } });
  faults.add({ kind: 'empty-page', probability: 0.01, match: { operation: 'searchOrders' } });
  for (const kind of ['expire-token', 'server-error', 'reset-before', 'reset-after', 'truncate', 'throttle'] as const)
    faults.add({ kind, probability: 0.005 });
  for (const kind of ['lose-notification', 'double-notification', 'shuffle-notification'] as const) faults.add({ kind, probability: 0.1 });
  faults.add({ kind: 'delay-notification', probability: 0.1, ms: 5 * hourMs });
}

/** Both clocks go on for so long, an hour at a time; now and then the desk dies in the middle of it. */
async function liveFor(run: Run, ms: number, shop: boolean): Promise<void> {
  const { desk, living, random } = run;
  const { control } = desk.simulator;
  const end = control.now() + ms;
  while (control.now() < end) {
    if (shop) haveBusiness(run);
    const until = new Date(Math.min(end, control.now() + hourMs));
    const timer = random.chance(0.1) ? setTimeout(() => living.kill(), random.int(0, 600)) : undefined;
    while ((await living.until(until)) === 'killed') run.kills += 1;
    clearTimeout(timer);
  }
}

/** An hour of the shop; one new order of a hundred is never in Amazon's list, and of every other such one no notification comes. */
function haveBusiness({ desk, random, leftOut }: Run): void {
  const { control } = desk.simulator;
  for (const { orderId } of liveAnHour(control, random)) {
    if (leftOut.size > 0 && !random.chance(0.01)) continue;
    leftOut.add(orderId);
    control.faults.add({ kind: 'omit-order', match: { operation: 'searchOrders', orderId } });
    if (leftOut.size % 2 === 1) control.faults.add({ kind: 'lose-notification', match: { orderId } });
  }
}

/** The desk dies in the middle of a list and stays away until the token of its next page has expired. */
async function outage(run: Run): Promise<void> {
  const { desk, living } = run;
  const { control } = desk.simulator;
  for (let tries = 0; tries < 20; tries += 1) {
    for (let n = 0; n < 250; n += 1) control.createShopOrder();
    let watching = true;
    const died = living.until(new Date(control.now() + hourMs)).finally(() => {
      watching = false;
    });
    while (watching) {
      if (!(await isWalking(desk))) continue;
      living.kill();
      break;
    }
    if ((await died) === 'killed') {
      run.kills += 1;
      if (await isWalking(desk)) break;
    }
  }
  if (!(await isWalking(desk))) throw new Error('no list could be broken off in the middle');
  for (let hour = 0; hour < 25; hour += 1) {
    haveBusiness(run);
    control.changeClock({ advanceMs: hourMs });
  }
}

const isWalking = async ({ database, accountId }: SimulatedDesk): Promise<boolean> => {
  const rows = await database.read([accountId], (db) =>
    db.query({ text: `SELECT 1 FROM sync_stream WHERE account_id = $1 AND walk->>'token' IS NOT NULL`, values: [accountId] }),
  );
  return rows.length > 0;
};

/** No new orders; the nights go on until nothing has changed at Amazon for two days. */
async function untilQuiet(run: Run): Promise<void> {
  const { control } = run.desk.simulator;
  for (let day = 0; day < quietDays; day += 1) {
    const from = Date.now();
    await liveFor(run, dayMs, false);
    const newest = Math.max(...control.orders().map(({ updatedAt }) => updatedAt));
    console.log(`       quiet day ${day + 1}, ${((Date.now() - from) / 1000).toFixed(0)} s`);
    if (newest < control.now() - 2 * dayMs) return;
  }
  throw new Error('the shop does not come to rest');
}

type Found = [what: string, problems: string[]];

/** Everything that must be so in the end. */
async function everything({ desk, leftOut }: Run): Promise<Found[]> {
  const { simulator, accountId, database, sealing, clock } = desk;
  const { control } = simulator;
  clock.set(new Date(control.now()));
  const [account] = control.accounts();
  if (!account) throw new Error('the simulator has no account');
  const orders = new Map(control.orders().map((order) => [order.orderId, order]));
  const read = <T>(question: (db: Db) => Promise<T>) => database.read([accountId], question);
  const ids = async (text: string) => (await read((db) => db.query<{ id: string }>({ text, values: [accountId] }))).map(({ id }) => id);
  const here = await ids('SELECT order_id AS id FROM orders WHERE account_id = $1');
  const held = await database.write([accountId], (tx) => knownOrders(tx, accountId, here));
  const personal = await readPersonal({ database, sealing, clock }, { accountId, orderIds: here, reader: 'soak', purpose: 'comparison' });
  const full = [...held.values()].filter(({ depth }) => depth === 'full');
  const rows = await read((db) => ledgerRows(db, '2026-01-01', '2027-12-31'));
  const gaps = await read((db) => gapRows(db, 10_000));
  const notified = await ids(`SELECT order_id AS id FROM ledger_sight WHERE account_id = $1 AND source = 'notification'`);
  // A source that shows an order before the list is read past it has found it too, though that is no gap.
  const found = new Set(await ids(`SELECT order_id AS id FROM ledger_sight WHERE account_id = $1 AND source <> 'search'`));
  const [chain] = await read((db) => checkChains(db, sealing));
  const today = new Date(control.now() - 2 * dayMs).toISOString().slice(0, 10);
  return [
    [`every one of ${orders.size} orders is here`, [...orders.keys()].filter((id) => !held.has(id))],
    ['nothing is here that Amazon does not have', here.filter((id) => !orders.has(id))],
    [
      `each is as Amazon has it, field by field (${full.length} in full, ${held.size - full.length} from reports)`,
      [...held.values()].flatMap((known) => {
        const order = orders.get(known.orderId);
        return order ? compareOrder(known, order, account, control.now()) : [];
      }),
    ],
    [
      'the vault holds the names and addresses that Amazon has',
      full.flatMap((known) => {
        const order = orders.get(known.orderId);
        return order && known.personal === 'given' ? comparePersonal(personal.get(known.orderId), order) : [];
      }),
    ],
    [
      `the ledger found the ${leftOut.size} orders that the list never showed (${gaps.length} gaps)`,
      leftOut.size === 0 ? ['none was left out'] : [...leftOut].filter((id) => !found.has(id)),
    ],
    [`all ${gaps.length} gaps are filled`, gaps.filter(({ filledAt }) => filledAt === null).map(({ orderId }) => orderId)],
    [
      `every day is closed (${rows.length} days and stores)`,
      rows
        .filter(({ state, day }) => state !== 'closed' && day < today)
        .map(({ marketplaceId, day, waitsFor }) => `${marketplaceId} ${day}: ${waitsFor.join(', ')}`),
    ],
    [`the chain of ${chain?.entries ?? 0} entries holds`, chain?.brokenAt === null ? [] : [`broken at ${chain?.brokenAt}`]],
    ['nothing waits to be fetched', await ids('SELECT order_id AS id FROM hydrate WHERE account_id = $1')],
    [`notifications came (${notified.length} orders)`, notified.length > 0 ? [] : ['none']],
    [
      'nothing is in quarantine',
      await ids(
        `SELECT coalesce(order_id, 'no number') || ': ' || reason AS id FROM quarantine WHERE account_id = $1 AND resolved_at IS NULL`,
      ),
    ],
    [
      'the counts of the tabs are right',
      await ids(`SELECT coalesce(c.status, o.status) AS id FROM (SELECT status, n FROM order_count WHERE account_id = $1 AND n <> 0) c
        FULL JOIN (SELECT status, count(*) AS n FROM orders WHERE account_id = $1 GROUP BY status) o ON o.status = c.status
        WHERE c.n IS DISTINCT FROM o.n`),
    ],
    [
      'no due work fails',
      await ids(`SELECT work || ': ' || coalesce(last_error, '') AS id FROM due WHERE account_id = $1 AND failures > 2`),
    ],
  ];
}
