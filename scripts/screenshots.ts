import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { ensureChromium } from './chromium.ts';
import { root } from './run.ts';

/** `npm run screenshots`: starts the demo shop, does a little work in it, and draws the pictures of the README. */
const folder = `${root}docs/images/`;

type Row = { accountId: string; orderId: string; lineCount: number; marketplaceId: string };
type Ask = <T>(path: string, body?: unknown) => Promise<T>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function startDesk(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [`${root}src/main.ts`], {
    env: { ...process.env, PORT: '0', WAYBILL_DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /Waybill is ready: (\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)));
  });
  return { child, url };
}

const askOf =
  (url: string, cookie: string): Ask =>
  async <T>(path: string, body?: unknown) => {
    const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': `screenshots ${path}` };
    const response = await fetch(
      `${url}/api/v1${path}`,
      body === undefined ? { headers: { cookie } } : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };

/** Until everything of the past is here. */
async function untilFull(ask: Ask): Promise<void> {
  for (;;) {
    const { accounts } = await ask<{ accounts: { freshAsOf: string | null; walk: unknown }[] }>('/sync');
    if (accounts.every(({ freshAsOf, walk }) => freshAsOf !== null && walk === null)) return;
    await pause(1_000);
  }
}

/** A list for the packing table: what it shows stands in columns of its own choice. */
const today = {
  name: 'Own shipments',
  query: 'tab=all&q=by:fbm,sfp status:unshipped,shipped',
  columns: {
    order: ['order', 'buyer', 'items', 'shipBy', 'state', 'tags', 'total', 'fulfilment', 'service', 'date', 'deliverBy', 'marketplace'],
    hidden: ['shipTo', 'tracking', 'assignee'],
    pinned: ['order'],
    widths: { buyer: 124, tags: 112 },
  },
  shared: true,
};

/** What a morning leaves behind: views, tags, notes, an order that is confirmed and verified. Gives that order and the view. */
async function work(ask: Ask): Promise<{ order: Row; view: string }> {
  const { id: view } = await ask<{ id: string }>('/views', today);
  for (const [name, query] of [
    ['Due soon', 'tab=unshipped&q=ship-by:<3d'],
    ['Several items', 'tab=unshipped&q=is:multi-item'],
    ['Gifts', 'tab=unshipped&q=is:gift'],
  ])
    await ask('/views', { name, query, columns: null, shared: false });
  const { items } = await ask<{ items: Row[] }>('/orders?sort=newest&limit=100&q=status:unshipped by:fbm marketplace:US');
  const tag = (addTags: string[], ...places: number[]) =>
    ask('/orders/annotate', { orders: places.flatMap((place) => items[place] ?? []).map(refOf), addTags });
  await tag(['fragile'], 1, 6);
  await tag(['call first'], 4);
  await tag(['gift wrap'], 8);
  const order = items.find(({ lineCount }) => lineCount > 1);
  if (!order) throw new Error('the demo shop has nothing to send');
  await ask('/orders/annotate', {
    orders: [refOf(order)],
    addTags: ['fragile'],
    note: 'Packed twice: the last parcel to this street arrived dented.',
    assignee: 'Ana',
  });
  const sent = [order, ...items.filter((each) => each !== order).slice(2, 4)];
  await ask('/writes', {
    action: 'confirm',
    packages: sent.map((each, index) => ({ ...refOf(each), trackingNumber: trackingNumbers[index] })),
  });
  for (const { accountId, orderId } of sent)
    while ((await ask<{ writes: { state: string }[] }>(`/orders/${accountId}/${orderId}`)).writes.some(({ state }) => state !== 'verified'))
      await pause(500);
  return { order, view };
}

const trackingNumbers = ['1Z5R89390357567127', '1Z5R89390379211460', '1Z5R89390350000018'];
const refOf = ({ accountId, orderId }: Row) => ({ accountId, orderId });

/** One click makes the demo's owner of whoever asks. */
async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/demo`, { method: 'POST' });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function draw(browser: Browser, url: string, cookie: string, { order, view }: { order: Row; view: string }): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ url, name, value }]);
  const settled = async () => {
    await page.locator('[aria-label=Loading], [aria-busy=true]').first().waitFor({ state: 'detached' });
    await pause(500);
  };
  await page.goto(`${url}/orders?${new URLSearchParams(today.query)}&view=${view}`);
  await page.getByRole('grid', { name: 'Orders' }).waitFor();
  await settled();
  await page.screenshot({ path: `${folder}orders.png` });
  await page.goto(`${url}/orders/${order.accountId}/${order.orderId}`);
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await settled();
  await page.screenshot({ path: `${folder}order.png` });
}

const dataDir = await mkdtemp(join(tmpdir(), 'waybill-screenshots-'));
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const desk = await startDesk(dataDir);
try {
  await mkdir(folder, { recursive: true });
  const cookie = await signIn(desk.url);
  const ask = askOf(desk.url, cookie);
  await untilFull(ask);
  await draw(browser, desk.url, cookie, await work(ask));
  console.log(`drawn: ${folder}orders.png, order.png`);
} finally {
  await browser.close();
  const ended = new Promise((resolve) => desk.child.once('exit', resolve));
  desk.child.kill('SIGINT');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
}
