import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openAlert } from '#src/modules/notices/index.ts';
import type { Metrics } from '#src/platform/metrics.ts';
import { type TestDesk, testDesk } from '../tests/support/desk.ts';
import { deskMetrics } from './desk-metrics.ts';
import { listenForMetrics } from './http/metrics-listener.ts';
import { measureHealth } from './measure-health.ts';

let desk: TestDesk;
let metrics: Metrics;
let text: string;
beforeAll(async () => {
  desk = await testDesk();
  const accountId = await desk.addAccount('Tea & Pots');
  await desk.database.write([accountId], async (tx) => {
    await openAlert(tx, { accountId, kind: 'sync.behind', key: 'sweep', at: desk.clock.now() });
    for (const [statement, values] of [
      [
        `INSERT INTO sync_stream (account_id, stream, watermark, finished_at, as_of) VALUES ($1, 'sweep', $2, $2, $2)`,
        [accountId, new Date(desk.clock.now().getTime() - 90_000)],
      ],
      [
        `INSERT INTO quota_bucket (account_id, operation, tokens, rate, burst, refilled_at, calls, throttled) VALUES ($1, 'getOrder', 3, 0.5, 30, $2, 7, 1)`,
        [accountId, desk.clock.now()],
      ],
      [
        `INSERT INTO writes (account_id, order_id, kind, idempotency_key, payload, payload_hash, state, asked_by, asked_at, next_at)
          VALUES ($1, '1', 'confirm', 'k', '{}', '', 'queued', 'Owner', $2, $2)`,
        [accountId, new Date(desk.clock.now().getTime() - 60_000)],
      ],
      [
        `INSERT INTO quarantine (account_id, source, reason, detail, body, received_at) VALUES ($1, 'search', 'x', 'x', '{}', $2)`,
        [accountId, desk.clock.now()],
      ],
    ] as const)
      await tx.query({ text: statement, values });
    await tx.query({
      text: `INSERT INTO backup_run (kind, started_at, finished_at, file) VALUES ('backup', $1, $1, 'a')`,
      values: [new Date(desk.clock.now().getTime() - 3_600_000)],
    });
  });
  const parts = { database: desk.database, clock: desk.clock, version: '1.2.3', dataDir: fileURLToPath(new URL('.', import.meta.url)) };
  metrics = deskMetrics({ ...parts, ofProcess: true });
  metrics.request('GET', '/api/v1/orders', 200, 0.02);
  metrics.ran('sweep', 1.5, true);
  text = await metrics.text();
});
afterAll(() => desk.close());

const valueOf = (start: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.split(' ')
      .at(-1),
  );
/** The names of the metrics that there are, with those that a histogram makes of its own. */
const namesIn = (answer: string) =>
  new Set(
    [...answer.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );

describe('the metrics', () => {
  it.each([
    ['waybill_info{version="1.2.3"}', 1],
    ['waybill_sync_freshness_seconds{account="1"}', 90],
    ['waybill_writes_open{account="1",state="queued"}', 1],
    ['waybill_writes_oldest_seconds{account="1",state="queued"}', 60],
    ['waybill_quota_throttled{account="1",operation="getOrder"}', 1],
    ['waybill_quarantine_open{account="1"}', 1],
    ['waybill_alerts_open{account="1",kind="sync.behind"}', 1],
    ['waybill_messages_waiting{channel="mail"}', 0],
    ['waybill_backup_age_seconds', 3600],
    ['waybill_due_waiting', 1],
    ['waybill_http_request_duration_seconds_count{method="GET",route="/api/v1/orders",status="200"}', 1],
    ['waybill_due_run_duration_seconds_count{work="sweep",outcome="failed"}', 1],
  ])('show %s %d', (start, value) => {
    expect(valueOf(start)).toBe(value);
  });

  it('tell of the process: its memory, its event loop', () => {
    expect(valueOf('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(valueOf('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('name no account, no person and nothing of an order', () => {
    expect(text).not.toContain('Tea');
  });

  it('are given by this machine to this machine alone, under one path', async () => {
    const listener = await listenForMetrics(metrics, 0);
    const ask = (path: string, host = 'localhost', method = 'GET') =>
      fetch(listener.url.replace('/metrics', path), { method, headers: { 'x-host': host } });
    expect([(await ask('/metrics')).status, (await ask('/')).status, (await ask('/metrics', '', 'POST')).status]).toEqual([200, 404, 404]);
    expect(new URL(listener.url).hostname).toBe('127.0.0.1');
    await listener.close();
  });
});

describe('the page Health', () => {
  it('says how each part is doing, and takes the worst for the whole', async () => {
    const measure = measureHealth({
      database: desk.database,
      clock: desk.clock,
      version: '1.2.3',
      dataDir: '/no/such/folder',
      mailServer: 'mail.example.com',
    });
    const health = await measure(['1']);
    const states = Object.fromEntries(health.parts.map(({ part, state }) => [part, state]));
    expect(states).toMatchObject({
      database: 'good',
      work: 'good',
      'account Tea & Pots': 'good',
      backup: 'good',
      mail: 'good',
      disk: 'warn',
      version: 'good',
    });
    expect(health.state).not.toBe('good');
    for (const { state, todo } of health.parts) expect(todo !== null).toBe(state !== 'good');
  });
});

const root = fileURLToPath(new URL('../deploy/observability/', import.meta.url));
const wordsOf = (expression: string) => [...expression.matchAll(/\b(?:waybill|process|nodejs)_\w+/g)].map(([name]) => name);

describe('what is delivered beside them', () => {
  it('the dashboard asks only for metrics that there are', () => {
    const panel = z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) });
    const { panels } = z.object({ panels: z.array(panel).min(8) }).parse(JSON.parse(readFileSync(`${root}grafana-dashboard.json`, 'utf8')));
    const asked = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => wordsOf(expr)));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !namesIn(text).has(name))).toEqual([]);
  });

  it('the alerts ask only for metrics that there are, and each says what to do', () => {
    const rules = readFileSync(`${root}alerts.yml`, 'utf8');
    const alerts = rules.split(/^ {6}- alert: /m).slice(1);
    expect(alerts.length).toBeGreaterThan(8);
    for (const alert of alerts) {
      const expression = /^ {8}expr: (.+)$/m.exec(alert)?.[1] ?? '';
      const names = wordsOf(expression);
      expect(names.length > 0 || expression.startsWith('up'), alert).toBe(true);
      expect(names.filter((name) => !namesIn(text).has(name))).toEqual([]);
      expect(alert).toMatch(/^ {10}summary: .+$/m);
      expect(alert).toMatch(/^ {10}description: .+$/m);
    }
  });
});
