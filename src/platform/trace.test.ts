import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#src/kernel/app-error.ts';
import { inSpan, openSpan, traceInto } from './trace.ts';

let exporter: InMemorySpanExporter;
let stop: () => Promise<void>;
beforeEach(() => {
  exporter = new InMemorySpanExporter();
  stop = traceInto(new SimpleSpanProcessor({ exporter }), { share: 1, version: '1.2.3' });
});
afterEach(() => stop());

const spans = () => exporter.getFinishedSpans();

describe('a span', () => {
  it('stands inside the one that it was made in, also beside others', async () => {
    await inSpan('outer', 'internal', { 'waybill.account': '1' }, async () => {
      await Promise.all(['a', 'b'].map((name) => inSpan(name, 'client', {}, async () => name)));
    });
    const outer = spans().find(({ name }) => name === 'outer');
    expect(outer?.attributes).toEqual({ 'waybill.account': '1' });
    expect(
      spans()
        .filter(({ name }) => name !== 'outer')
        .map((span) => [span.name, span.parentSpanContext?.spanId === outer?.spanContext().spanId]),
    ).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  it('of a request holds what the callbacks of the request do', async () => {
    const request = openSpan('GET /x', 'server', {});
    await new Promise<void>((resolve) => {
      request?.inside(() => setImmediate(() => void inSpan('inner', 'client', {}, async () => 1).then(() => resolve())));
    });
    request?.end({ 'http.response.status_code': 500 }, true);
    const [inner, outer] = spans();
    expect([inner?.name, inner?.parentSpanContext?.spanId]).toEqual(['inner', outer?.spanContext().spanId]);
    expect(outer?.status.code).toBe(2);
  });

  it('tells of a failure by its code, never by its words', async () => {
    const failing = inSpan('work', 'internal', {}, async () => {
      throw new AppError('ORDER_NOT_FOUND', 'there is no order of Jana Beispiel');
    });
    await expect(failing).rejects.toThrow('Jana');
    expect(spans()[0]?.status).toEqual({ code: 2, message: 'ORDER_NOT_FOUND' });
    const { attributes, events } = spans()[0] ?? {};
    expect(JSON.stringify([attributes, events])).not.toContain('Jana');
  });

  it('is not made while nobody wants traces', async () => {
    await stop();
    expect(await inSpan('work', 'internal', {}, async () => 7)).toBe(7);
    expect([openSpan('GET /x', 'server', {}), spans()]).toEqual([undefined, []]);
  });
});
