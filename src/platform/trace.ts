import { AsyncLocalStorage } from 'node:async_hooks';
import { type Attributes, type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

/**
 * Traces by OpenTelemetry, for the whole process. While none are wanted `inSpan` only calls its work. Names and attributes
 * are fixed words, ids of accounts and numbers: never a value of a request, of a statement or of an answer.
 */
let tracer: Tracer | undefined;
const around = new AsyncLocalStorage<Context>();

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;
type Kind = 'server' | 'client' | 'internal';
const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** Runs `work` in a span of this name, inside the span that it is called in. What is thrown marks the span by its code. */
export function inSpan<T>(name: string, kind: Kind, attributes: SpanAttributes, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work();
  const parent = around.getStore() ?? ROOT_CONTEXT;
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes: attributes as Attributes }, parent);
  return around.run(trace.setSpan(parent, span), async () => {
    try {
      return await work();
    } catch (error) {
      // A message may hold what somebody sent; the code may not.
      const code = error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown';
      span.setStatus({ code: SpanStatusCode.ERROR, message: code });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span that something else ends: a request, which lives through many callbacks. `inside` runs what belongs to it. */
export type OpenSpan = { inside: (work: () => void) => void; end: (attributes: SpanAttributes, failed: boolean) => void };

export function openSpan(name: string, kind: Kind, attributes: SpanAttributes): OpenSpan | undefined {
  if (!tracer) return undefined;
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes: attributes as Attributes }, ROOT_CONTEXT);
  return {
    inside: (work) => around.run(trace.setSpan(ROOT_CONTEXT, span), work),
    end: (more, failed) => {
      span.setAttributes(more as Attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

export type TraceTarget = { otlpEndpoint: string; share: number; version: string };

/** Sends traces to a collector from now on, until the returned function is called, which sends what is left. */
export const startTracing = ({ otlpEndpoint, ...rest }: TraceTarget): (() => Promise<void>) =>
  traceInto(new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${otlpEndpoint}/v1/traces` }) }), rest);

/** The same into any processor: tests look at the spans. */
export function traceInto(processor: SpanProcessor, { share, version }: { share: number; version: string }): () => Promise<void> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'waybill', 'service.version': version, 'process.pid': process.pid }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [processor],
  });
  tracer = provider.getTracer('waybill', version);
  return async () => {
    tracer = undefined;
    await provider.shutdown();
  };
}
