import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderFile, orderIdOf, orderRow } from '../../tests/support/all-orders-file.ts';
import { type StartedProgram, startProgram, untilSaid } from '../../tests/support/started-program.ts';
import { processIdentity } from '../platform/process-identity.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const desk = fileURLToPath(new URL('../main.ts', import.meta.url));
const someOrders = orderFile(...[1, 2, 3].map((n) => orderRow({ 'amazon-order-id': orderIdOf(n), 'order-status': 'Unshipped' })));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-cli-'));
  // Root's database runs as `nobody`, who must be able to pass through.
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'orders.txt'), someOrders);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function waybill(...args: string[]) {
  const { child, said } = startProgram(main, args, folder);
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = said.out.trimEnd().split('\n');
  return { code, ...said, lines, json: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> };
}

describe('what needs no desk', () => {
  test('help is data, an error of usage is a word to the person', async () => {
    expect(await waybill('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('import orders') });
    expect(await waybill('import', 'orders')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('file is missing') });
  });

  test('status: no desk runs', async () => {
    const { code, json } = await waybill('status', '--json');
    expect(code).toBe(3);
    expect(json()).toMatchObject({ running: false, url: null, database: 'embedded' });
  });

  test('a file that is not there starts no database', async () => {
    expect(await waybill('import', 'orders', 'none.txt')).toMatchObject({ code: 4, err: expect.stringContaining('FILE_UNREADABLE') });
    expect(existsSync(join(folder, 'data', 'postgres'))).toBe(false);
  });
});

describe('where no desk runs', () => {
  test('the database is started, used and stopped again; importing twice changes nothing', async () => {
    const first = await waybill('import', 'orders', 'orders.txt', '--account', 'Teehaus', '--json');
    expect(first).toMatchObject({ code: 0, lines: ['{"lines":3,"orders":3,"imported":3,"updated":0,"unchanged":0,"rejected":[]}'] });
    expect(existsSync(join(folder, 'data', 'waybill.pid'))).toBe(false);
    expect(existsSync(join(folder, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
    const second = await waybill('import', 'orders', join(folder, 'orders.txt'), '--json');
    expect(second.json()).toEqual({ lines: 3, orders: 3, imported: 0, updated: 0, unchanged: 3, rejected: [] });
  });

  test('rejected lines are told and answered with code 1', async () => {
    await writeFile(join(folder, 'bad.txt'), orderFile(orderRow({ 'amazon-order-id': orderIdOf(9), quantity: 'x' })));
    const { code, out } = await waybill('import', 'orders', 'bad.txt');
    expect(code).toBe(1);
    expect(out).toMatch(/1 orders in 1 lines: 0 new.*1 rejected\nline 2, quantity: cannot be read/);
  });

  test('Ctrl+C leaves nothing behind, and what came before it stays', async () => {
    const many = Array.from({ length: 60_000 }, (_, n) => orderRow({ 'amazon-order-id': orderIdOf(n + 100) }));
    await writeFile(join(folder, 'many.txt'), orderFile(...many));
    const started = startProgram(main, ['import', 'orders', 'many.txt', '--json'], folder);
    const { child, said } = started;
    await untilSaid(started, /\d lines …/);
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(130);
    expect(said.out).toBe('');
    expect(existsSync(join(folder, 'data', 'waybill.pid'))).toBe(false);
    expect(existsSync(join(folder, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
  });
});

describe('where a desk runs', () => {
  let running: StartedProgram;
  beforeAll(async () => {
    running = startProgram(desk, [], folder);
    await untilSaid(running, /ready: http/);
  });
  afterAll(async () => {
    if (running.child.exitCode === null && running.child.signalCode === null) {
      running.child.kill('SIGTERM');
      await once(running.child, 'exit');
    }
  });

  test('status says where', async () => {
    const { code, json } = await waybill('status', '--json');
    expect(code).toBe(0);
    expect(running.said.out).toContain(String(json()['url']));
    expect(json()).toMatchObject({ running: true, pid: running.child.pid, ready: true, checks: { database: { ok: true } } });
  });

  test('commands go through it: orders of the files are here, and a new file joins them', async () => {
    expect((await waybill('import', 'orders', 'orders.txt', '--json')).json()).toMatchObject({ imported: 0, unchanged: 3 });
    expect((await waybill('accounts', '--json')).json()).toMatchObject({
      items: [{ name: 'Teehaus', region: 'EU', host: 'files', state: 'unconnected' }],
    });
    expect((await waybill('orders', orderIdOf(2))).out).toMatch(new RegExp(`^order .*\n${orderIdOf(2)} .*POT-1L`));
    expect(await waybill('sync', '--json')).toMatchObject({ code: 0 });
    expect(await waybill('writes', '--json')).toMatchObject({ code: 0, lines: ['{"items":[]}'] });
    expect((await waybill('replay', '--json')).json()).toEqual({ replayed: 0, resolved: 0, still: 0 });
    expect(await waybill('migrate', '--json')).toMatchObject({
      code: 0,
      lines: ['{"applied":[]}'],
      err: expect.stringContaining('The desk runs'),
    });
  });

  test('where: an order that is here, one that nobody has asked Amazon for, and a name of nobody', async () => {
    const here = await waybill('where', orderIdOf(2), '--json');
    expect(here.code).toBe(0);
    expect(here.json()).toMatchObject({ findings: [{ kind: 'here', orderId: orderIdOf(2), fix: 'open', evidence: { source: 'file' } }] });
    const unasked = await waybill('where', '111-1111111-1111111');
    expect(unasked).toMatchObject({ code: 1, out: expect.stringMatching(/cannot ask Amazon.*\(account Teehaus\)/) });
    expect(await waybill('where', 'nobody', 'at', 'all')).toMatchObject({
      code: 1,
      out: expect.stringContaining('Nothing here bears this'),
    });
    expect(await waybill('where')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is missing') });
  });

  test("parallel: the report, the other tool's list, and the read-only mode", async () => {
    expect((await waybill('parallel', '--json')).json()).toMatchObject({ days: expect.any(Array), lists: [] });
    await writeFile(join(folder, 'list.csv'), `Order number,Imported at\n${orderIdOf(2)},2026-11-03 10:00\n,2026-11-03\n`);
    expect(await waybill('parallel', 'list', 'list.csv')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^1 orders in 2 lines: 1 new, 1 rejected\nline 3, Order number: /),
    });
    expect(await waybill('parallel', 'on', 'teehaus')).toMatchObject({ code: 0, out: expect.stringContaining('Teehaus is read-only') });
    const { json } = await waybill('accounts', '--json');
    expect(json()).toMatchObject({ items: [{ readOnly: { since: expect.any(String) } }] });
    expect((await waybill('parallel', 'off', 'Teehaus', '--json')).json()).toEqual({ readOnly: false });
    expect(await waybill('parallel', '--from', '2026-01-01', '--to', '2026-12-31')).toMatchObject({
      code: 4,
      err: expect.stringContaining('92 days'),
    });
  });

  test('notifications: an account without a queue polls', async () => {
    const { code, out } = await waybill('notifications');
    expect([code, out]).toEqual([0, expect.stringContaining('no queue: polls')]);
    expect((await waybill('notifications', '--replay', '--json')).json()).toMatchObject({ items: [{ queue: null, poison: 0 }] });
  });

  test('ledger: days of orders from files stay open and say what they wait for', async () => {
    const { code, out, err } = await waybill('ledger', '--from', '2020-01-01');
    expect(code).toBe(0);
    expect(out).toMatch(/\d{4}-\d\d-\d\d +Teehaus +\w\w +open .*(Not looked at yet|a report made after it)/);
    expect(out).toContain('chain of Teehaus: holds, 0 entries');
    expect(err).toMatch(/0 of \d+ days are closed/);
    expect((await waybill('ledger', '--from', '2020-01-01', '--json')).json()).toMatchObject({ chain: [{ entries: 0, brokenAt: null }] });
    expect(await waybill('ledger', '--from', 'soon')).toMatchObject({ code: 2, err: expect.stringContaining('--from must be a day') });
  });

  test('confirmations: words for each line, nothing done without --run', async () => {
    await writeFile(join(folder, 'shipped.csv'), `order-id,tracking-number,carrier\n${orderIdOf(1)},1Z5R89390357567127,UPS\n`);
    const { code, out, err } = await waybill('import', 'confirmations', 'shipped.csv');
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`2 +${orderIdOf(1)} +skip +Its details have not come`));
    expect(err).toContain('Nothing was done');
  });

  test('what the desk refuses is told with its code and remedy', async () => {
    await writeFile(join(folder, 'no-orders.txt'), 'a,b\n1,2\n');
    expect(await waybill('import', 'orders', 'no-orders.txt', '--json')).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringContaining('(FILE_UNREADABLE)'),
    });
    expect(await waybill('orders', 'ship-by:<tomorrow')).toMatchObject({ code: 4, err: expect.stringContaining('INVALID_FILTER') });
  });

  test('a killed desk is not mistaken for a running one', async () => {
    const pid = running.child.pid ?? 0;
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    expect(processIdentity(pid)).toBeUndefined();
    expect(await readFile(join(folder, 'data', 'desk.json'), 'utf8')).toContain(String(pid));
    expect(await waybill('status')).toMatchObject({ code: 3 });
    // The database that it left running is taken over, and stopped in the end.
    expect((await waybill('import', 'orders', 'orders.txt', '--json')).json()).toMatchObject({ unchanged: 3 });
    expect(existsSync(join(folder, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
  });
});
