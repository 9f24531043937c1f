import { parseArgs } from 'node:util';
import { saveAccount } from '#src/modules/accounts/index.ts';
import { changeStock, saveBin, saveLocation, setChannel, startListings } from '#src/modules/inventory/index.ts';
import { startSync } from '#src/modules/sync/index.ts';
import { catalogue } from '../../simulator/shop/catalogue.ts';
import { createRandom, type Random } from '../../simulator/shop/random.ts';
import { type SimulatedDesk, simulatedDesk } from '../support/simulated-desk.ts';
import { brokenStock, oversold } from '../support/stock-facts.ts';
import { type LivingDesk, livingDesk } from './living-desk.ts';
import type { Soak } from './main.ts';
import { soakServer } from './soak-server.ts';
import { type StockLife, stockLife } from './stock-life.ts';
import { judgeTold } from './stock-proof.ts';

const options = `  --days <n>   simulated days (default 10)
  --seed <n>   of the shop, its faults and the moments of the kills (default 1)`;

const hourMs = 3_600_000;
const stepMs = 150_000;
const timeoutMs = 5_000;
const products = 40;
const unitsEach = 25;

/**
 * Two accounts sell the same 1,000 units for ten days: Amazon breaks connections, loses answers, throttles and tells of offers
 * late; the desk is killed again and again; buyers do not pay, sellers cancel for want of stock, units break and come back.
 * After every hour each unit must be accounted for, and none promised twice; in the end the shelves must hold what the books say.
 */
export const stock: Soak = {
  summary: 'two accounts sell the same 1,000 units with faults and kill -9: every unit is accounted for',
  options,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { days: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } } });
    const server = await soakServer();
    const database = await server.fresh();
    const desk = await simulatedDesk({
      database,
      seed: Number(values.seed),
      timeoutMs,
      accounts: [{ name: 'first' }, { name: 'second' }],
      // Listings are told as they were six hours ago.
      reports: { lagMs: 6 * hourMs },
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
      const run = await begin(desk, living, createRandom(`${values.seed}/soak-stock`));
      for (let day = 1; day <= Number(values.days); day += 1) {
        const [from, killsBefore] = [Date.now(), run.kills];
        for (let hour = 0; hour < 24; hour += 1) {
          run.life.hour();
          await liveAnHour(run, true);
        }
        await countAll(run);
        if (day % 3 === 0) await restock(run);
        const seconds = ((Date.now() - from) / 1000).toFixed(0);
        const { length } = desk.simulator.control.orders();
        console.log(`       day ${day}: ${length} orders, ${unitsOf(run.life)} units, ${run.kills - killsBefore} kills, ${seconds} s`);
      }
      await settleDown(run);
      await living.close();
      for (const [what, problems] of await everything(run)) tell(what, problems);
    } catch (error) {
      tell('the soak came to its end', [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
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
  life: StockLife;
  accounts: string[];
  kills: number;
  /** Rules that were broken, with the hour. */
  broken: string[];
  counts: number;
  looks: number;
};

const unitsOf = ({ shelves }: StockLife): number => [...shelves.values()].reduce((sum, units) => sum + units, 0);
const now = ({ desk }: Run): Date => {
  desk.clock.set(new Date(desk.simulator.control.now()));
  return desk.clock.now();
};

/** Both accounts with all their offers, 25 units of each of 40 products in two places, nothing of the others; and Amazon is told. */
async function begin(desk: SimulatedDesk, living: LivingDesk, random: Random): Promise<Run> {
  const { database, clock, accountId } = desk;
  const accounts = [accountId, await connectSecond(desk)];
  for (const each of accounts) await database.write([each], (tx) => startListings(tx, each, clock.now()));
  await desk.live(8 * 60_000, 10_000);
  const east = await saveLocation(desk, undefined, {
    name: 'East',
    country: 'US',
    region: 'NY',
    timeZone: 'America/New_York',
    cutOff: '16:00',
    parcelCost: '3.10',
    currency: 'USD',
    active: true,
  });
  const bins = ['1', await saveBin(desk, east, 'A-1')];
  const own = catalogue.filter(({ fulfilledBy, trait }) => fulfilledBy === 'MERCHANT' && trait === 'plain').map(({ sku }) => sku);
  const skus = own.slice(0, products);
  const run = {
    desk,
    living,
    random,
    life: stockLife(desk.simulator.control, random, skus, unitsEach),
    accounts,
    kills: 0,
    broken: [],
    counts: 0,
    looks: 0,
  };
  const lines = (await productsOf(run)).flatMap(({ productId, code }) => {
    const units = skus.includes(code) ? unitsEach : 0;
    return bins.map((binId, i) => ({ productId, binId, quantity: i === 0 ? Math.ceil(units / 2) : Math.floor(units / 2) }));
  });
  for (let at = 0; at < lines.length; at += 500)
    await changeStock(desk, { entry: `first count ${at}`, kind: 'count', reason: '', ref: '', lines: lines.slice(at, at + 500) }, 'Ana');
  await setChannel(desk, accounts[0] ?? '', { pushes: true, buffer: 0 });
  await setChannel(desk, accounts[1] ?? '', { pushes: true, buffer: 1 });
  const { faults } = desk.simulator.control;
  for (const kind of ['expire-token', 'server-error', 'reset-before', 'reset-after', 'truncate', 'throttle'] as const)
    faults.add({ kind, probability: 0.01 });
  await liveAnHour(run, false);
  return run;
}

async function connectSecond({ simulator, database, sealing, clock }: SimulatedDesk): Promise<string> {
  const account = simulator.control.accounts()[1];
  if (!account) throw new Error('the simulator has one account only');
  const { clientId, clientSecret, refreshToken, sellerId, marketplaceIds } = account;
  return saveAccount(
    { database, sealing, clock },
    {
      name: 'Second',
      region: 'NA',
      host: 'simulator',
      sellerId,
      apiUrl: simulator.url,
      tokenUrl: `${simulator.url}/auth/o2/token`,
      credentials: { clientId, clientSecret, refreshToken },
      marketplaces: marketplaceIds.map((marketplaceId) => ({ marketplaceId, participates: true, storeName: null })),
    },
    undefined,
    async (tx, id) => {
      await startSync(tx, id, clock);
      await tx.query({ text: `DELETE FROM due WHERE account_id = $1 AND work = 'stores'`, values: [id] });
    },
  );
}

type Product = { productId: string; code: string; onHand: number };
const productsOf = ({ desk }: Pick<Run, 'desk'>): Promise<Product[]> =>
  desk.database.read([], (db) =>
    db.query<Product>({
      text: `SELECT p.product_id AS "productId", p.code, t.on_hand::int AS "onHand" FROM stock_product p JOIN stock_total t ON t.product_id = p.product_id ORDER BY p.code`,
    }),
  );

/** Both clocks go on for an hour; now and then the desk dies in the middle of it. Then nothing may be broken. */
async function liveAnHour(run: Run, mayDie: boolean): Promise<void> {
  const { desk, living, random } = run;
  const { control } = desk.simulator;
  const until = new Date(control.now() + hourMs);
  const timer = mayDie && random.chance(0.2) ? setTimeout(() => living.kill(), random.int(0, 1_500)) : undefined;
  while ((await living.until(until)) === 'killed') run.kills += 1;
  clearTimeout(timer);
  run.looks += 1;
  const broken = await brokenStock(desk.database, run.accounts);
  if ((await oversold(desk.database)).length > 0) broken.push('no more is promised than lies there');
  for (const what of broken) run.broken.push(`${until.toISOString()}: ${what}`);
}

/** Whether the desk knows of everything that left. */
async function hasCaughtUp({ desk, accounts }: Run): Promise<boolean> {
  const rows = await desk.database.read(accounts, (db) =>
    db.query<{ orderId: string; used: number }>({
      text: `SELECT order_id AS "orderId", sum(consumed)::int AS used FROM stock_reservation WHERE account_id = ANY($1) GROUP BY 1`,
      values: [accounts],
    }),
  );
  const used = new Map(rows.map((row) => [row.orderId, row.used]));
  return desk.simulator.control
    .orders()
    .every(({ orderId, items }) => items.reduce((sum, { shipped }) => sum + shipped, 0) === (used.get(orderId) ?? 0));
}

async function catchUp(run: Run): Promise<void> {
  for (let hours = 0; hours < 12; hours += 1) {
    if (await hasCaughtUp(run)) return;
    await liveAnHour(run, false);
  }
  throw new Error('the desk does not hear of what was shipped');
}

/** People count what lies there, at a time when nothing is on its way out of the door. */
async function countAll(run: Run): Promise<void> {
  await catchUp(run);
  const { desk, life } = run;
  const rows = await desk.database.read([], (db) =>
    db.query<{ productId: string; code: string; binId: string; units: number }>({
      text: `SELECT p.product_id AS "productId", p.code, i.bin_id AS "binId", i.on_hand::int AS units FROM stock_in_bin i
        JOIN stock_product p ON p.product_id = i.product_id ORDER BY p.code, i.on_hand DESC, i.bin_id`,
    }),
  );
  const lines = [...Map.groupBy(rows, ({ code }) => code)].flatMap(([code, bins]) => {
    let left = life.shelves.get(code);
    if (left === undefined) return [];
    life.untold.set(code, 0);
    return bins.map(({ productId, binId, units }, i) => {
      const here = i === bins.length - 1 ? (left ?? 0) : Math.max(0, Math.min(units, left ?? 0));
      left = (left ?? 0) - here;
      return { productId, binId, quantity: here };
    });
  });
  life.countedAt.push(now(run).getTime());
  run.counts += 1;
  await changeStock(desk, { entry: `count number ${run.counts}`, kind: 'count', reason: '', ref: '', lines }, 'Ana');
}

async function restock(run: Run): Promise<void> {
  const { desk, life, random } = run;
  const empty = (await productsOf(run)).filter(({ code }) => (life.shelves.get(code) ?? 99) < 8);
  if (empty.length === 0) return;
  now(run);
  const lines = empty.map(({ productId }) => ({ productId, binId: '1', quantity: random.int(5, 20) }));
  await changeStock(desk, { entry: `delivery ${now(run).toISOString()}`, kind: 'receive', reason: '', ref: 'PO', lines }, 'Ana');
  for (const [i, { code }] of empty.entries()) life.shelves.set(code, (life.shelves.get(code) ?? 0) + (lines[i]?.quantity ?? 0));
  life.happened.set('units received', (life.happened.get('units received') ?? 0) + lines.reduce((sum, { quantity }) => sum + quantity, 0));
}

/**
 * No new orders, no faults, until everything that was under way has arrived: a quantity too that was told in the last minutes,
 * because an order that nobody paid was cancelled then.
 */
async function settleDown(run: Run): Promise<void> {
  run.desk.simulator.control.faults.clear();
  for (let hours = 0; hours < 3; hours += 1) await liveAnHour(run, false);
  for (let hours = 0; hours < 3 && (await notShown(run)).length > 0; hours += 1) await liveAnHour(run, false);
  await catchUp(run);
  run.life.look();
}

/** Offers whose quantity Amazon does not show yet. */
async function notShown({ desk, life, accounts }: Run): Promise<string[]> {
  const { control } = desk.simulator;
  const offers = await desk.database.read(accounts, (db) =>
    db.query<{ accountId: string; sku: string; marketplaceId: string; wanted: number | null; state: string }>({
      text: `SELECT account_id AS "accountId", sku, marketplace_id AS "marketplaceId", wanted, push_state AS state FROM stock_offer
        WHERE account_id = ANY($1) AND channel = 'FBM' AND sku = ANY($2)`,
      values: [accounts, [...life.shelves.keys()]],
    }),
  );
  const sellers = control.accounts().map(({ sellerId }) => sellerId);
  return offers.flatMap(({ accountId, sku, marketplaceId, wanted, state }) => {
    const shown = control.shownQuantity(sellers[accounts.indexOf(accountId)] ?? '', marketplaceId, sku);
    return state === 'verified' && shown === wanted
      ? []
      : [`${accountId} ${sku} ${marketplaceId}: ${state}, ${wanted} wanted, ${shown} shown`];
  });
}

type Found = [what: string, problems: string[]];

/** Everything that must be so in the end. */
async function everything(run: Run): Promise<Found[]> {
  const { desk, life, accounts } = run;
  const { control } = desk.simulator;
  const skus = [...life.shelves.keys()];
  const orders = control.orders();
  const items = orders.flatMap((order) => order.items);
  const sum = (units: readonly number[]) => units.reduce((total, each) => total + each, 0);
  const shippedOf = (sku: string) => sum(items.filter((item) => item.sku === sku).map(({ shipped }) => shipped));
  const openOf = (sku: string) =>
    sum(items.filter((item) => item.sku === sku).map(({ quantity, shipped, cancelled }) => quantity - shipped - cancelled));
  const figures = await desk.database.read([], (db) =>
    db.query<{ code: string; onHand: number; reserved: number; left: number }>({
      text: `SELECT p.code, t.on_hand::int AS "onHand", t.reserved::int AS reserved,
          coalesce((SELECT -sum(m.quantity) FROM stock_movement m WHERE m.product_id = p.product_id AND m.kind IN ('shipped', 'unshipped')), 0)::int AS left
        FROM stock_product p JOIN stock_total t ON t.product_id = p.product_id`,
    }),
  );
  const of = new Map(figures.map((row) => [row.code, row]));
  const unlike = (what: (sku: string) => readonly [ours: number | undefined, theirs: number]) =>
    skus.flatMap((sku) => {
      const [ours, theirs] = what(sku);
      return ours === theirs ? [] : [`${sku}: ${ours} here, ${theirs} in truth`];
    });
  const told = await judgeTold(desk.database, accounts, control, life);
  const failing = await desk.database.read([], (db) =>
    db.query<{ work: string; error: string }>({ text: 'SELECT work, last_error AS error FROM due WHERE failures > 2' }),
  );
  for (const [what, count] of [...life.happened].toSorted(([a], [b]) => a.localeCompare(b)))
    console.log(`       ${String(count).padStart(6)} ${what}`);
  const shipped = sum(skus.map(shippedOf));
  return [
    [`the desk was killed ${run.kills} times`, run.kills > 0 ? [] : ['nothing was killed']],
    [`${run.looks} times an hour, stock added up and nothing was promised twice or more than lay there`, run.broken],
    [
      'on hand is what lies on the shelves, but for what nobody has told',
      unlike((sku) => [(of.get(sku)?.onHand ?? 0) + (life.untold.get(sku) ?? 0), life.shelves.get(sku) ?? 0]),
    ],
    [`the ${shipped} units that were shipped have left in the ledger, once`, unlike((sku) => [of.get(sku)?.left, shippedOf(sku)])],
    [`the ${sum(skus.map(openOf))} units of open orders are reserved`, unlike((sku) => [of.get(sku)?.reserved, openOf(sku)])],
    [
      `${told.told} quantities told (${told.byFile} in files), none above what was free but for what Amazon accepted meanwhile (${told.ahead} times, ${told.most} units at most)`,
      told.told > 0 ? told.problems : ['nothing was told'],
    ],
    ['both accounts show what they were to show', await notShown(run)],
    ['no due work fails', failing.map(({ work, error }) => `${work}: ${error}`)],
  ];
}
