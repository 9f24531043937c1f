import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bytesOf, exchange } from './exchange.ts';

const endless = () =>
  new Response(
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
    }),
  );

it('reads a body as it came, in as many pieces as it may', async () => {
  const bytes = new Uint8Array(200_000).map((_, n) => n % 251);
  expect(await bytesOf(new Response(bytes))).toEqual(bytes);
  expect(await bytesOf(new Response(null))).toEqual(new Uint8Array());
});

it('an answer without end stops at its limit', async () => {
  await expect(bytesOf(endless(), 1_000_000)).rejects.toThrow(/1000000 bytes/);
});

it('an answer that is cut off has no body, and is still an answer', async () => {
  const broken = async () =>
    new Response(
      new ReadableStream({
        start: (controller) => {
          controller.enqueue(gzipSync('x'));
          controller.error(new Error('cut off'));
        },
      }),
    );
  expect(await exchange(broken, { url: 'http://127.0.0.1/', method: 'GET', headers: {} }, 1_000)).toMatchObject({
    kind: 'answer',
    body: undefined,
  });
});
