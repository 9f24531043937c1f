/** How others may look into the desk: metrics for Prometheus, traces for a collector of OpenTelemetry. */
export type InsightConfig = Readonly<{
  /** A port on this machine alone that gives the metrics without sign-in; undefined: none. */
  metricsPort: number | undefined;
  /** The collector, without a path; undefined: no traces are made. */
  otlpEndpoint: string | undefined;
  /** The share of traces that are kept, 0 to 1. */
  traceShare: number;
}>;

/** Reads the variables of metrics and traces. `wrong` is told of each that does not fit. */
export function readInsightConfig(
  text: (name: string) => string | undefined,
  wrong: (field: string, message: string) => void,
): InsightConfig {
  const port = text('WAYBILL_METRICS_PORT');
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535))
    wrong('WAYBILL_METRICS_PORT', 'must be a whole number from 0 to 65535; 0 takes a free port');
  const endpoint = text('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint !== undefined && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : ''))
    wrong('OTEL_EXPORTER_OTLP_ENDPOINT', 'must be the address of a collector such as http://127.0.0.1:4318');
  const share = text('WAYBILL_TRACE_SHARE') ?? '1';
  if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(share)) wrong('WAYBILL_TRACE_SHARE', 'must be a number from 0 to 1');
  return Object.freeze({
    metricsPort: port === undefined ? undefined : Number(port),
    otlpEndpoint: endpoint?.replace(/\/+$/, ''),
    traceShare: Number(share),
  });
}
