import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a gauge shows: each value with its labels. */
export type Sample = { labels?: Readonly<Record<string, string>>; value: number };

export type GaugeShape = { name: string; help: string; labels: readonly string[] };

export type Metrics = {
  request(method: string, route: string, status: number, seconds: number): void;
  ran(work: string, seconds: number, failed: boolean): void;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
};

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const workBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300];

/**
 * The metrics of this process. `gauges` are what the database knows; `measure` is asked for them at each scrape, and when it
 * fails the rest is shown all the same. Labels hold ids of accounts and fixed words, never a name or a path with values.
 */
export function createMetrics(
  gauges: readonly GaugeShape[],
  measure: () => Promise<ReadonlyMap<string, readonly Sample[]>>,
  { ofProcess = false } = {},
): Metrics {
  const registry = new Registry();
  const requests = new Histogram({
    name: 'waybill_http_request_duration_seconds',
    help: 'Requests by method, route as it is declared, and status',
    labelNames: ['method', 'route', 'status'],
    buckets: requestBuckets,
    registers: [registry],
  });
  const runs = new Histogram({
    name: 'waybill_due_run_duration_seconds',
    help: 'Due work by kind and outcome',
    labelNames: ['work', 'outcome'],
    buckets: workBuckets,
    registers: [registry],
  });
  const failures = new Counter({
    name: 'waybill_metrics_failures_total',
    help: 'Scrapes at which the database could not be asked',
    registers: [registry],
  });
  const made = gauges.map(({ name, help, labels }) => ({
    name,
    isPlain: labels.length === 0,
    gauge: new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
  }));
  if (ofProcess) collectDefaultMetrics({ register: registry });
  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    ran: (work, seconds, failed) => runs.observe({ work, outcome: failed ? 'failed' : 'done' }, seconds),
    text: async () => {
      const found = await measure().catch(() => {
        failures.inc();
        return new Map<string, readonly Sample[]>();
      });
      for (const { name, isPlain, gauge } of made) {
        // What could not be measured shows nothing: a zero would be a lie.
        gauge.reset();
        if (isPlain) gauge.remove();
        for (const { labels = {}, value } of found.get(name) ?? []) gauge.set(labels, value);
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
