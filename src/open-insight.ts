import { listenForMetrics } from '#src/http/metrics-listener.ts';
import type { InsightConfig } from '#src/platform/insight-config.ts';
import type { Metrics } from '#src/platform/metrics.ts';
import { startTracing } from '#src/platform/trace.ts';

/** Opens what others may look into, where it is asked for: metrics on a port of this machine, traces to a collector. */
export async function openInsight(
  { metricsPort, otlpEndpoint, traceShare }: InsightConfig,
  metrics: Metrics,
  version: string,
  addStop: (name: string, stop: () => Promise<void>) => void,
): Promise<void> {
  if (otlpEndpoint !== undefined) addStop('traces', startTracing({ otlpEndpoint, share: traceShare, version }));
  if (metricsPort !== undefined) addStop('metrics', (await listenForMetrics(metrics, metricsPort)).close);
}
