import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import {
  orderFile as file,
  orderIdOf as id,
  columnNames as names,
  importedAt as now,
  orderRow as row,
} from '../../../tests/support/all-orders-file.ts';
import { byteChunks, collect } from '../../../tests/support/byte-chunks.ts';
import { type ReadOrdersOptions, readOrders } from './read-orders.ts';

const read = (content: Uint8Array | string, options: Partial<ReadOrdersOptions> = {}, size: number | number[] = 65_536) =>
  collect(readOrders(byteChunks(content, size), { now, ...options }));

test('whatever is done to the bytes of a file, it is read or refused, and reading it in other pieces changes nothing', async () => {
  const csv = file(row(), row({ 'amazon-order-id': id(2) }), row({ sku: 'CUP-2' }))
    .replaceAll(',', ' ')
    .replaceAll('\t', ',')
    .replaceAll('Teekanne', '"Teekanne');
  const outcome = (bytes: Uint8Array, size: number | number[]) =>
    read(bytes, {}, size).then(
      (events) => events,
      (error: unknown) => ({ code: error instanceof Error && 'code' in error ? error.code : error }),
    );
  const damage = fc.record({ at: fc.nat(1500), remove: fc.nat(40), add: fc.uint8Array({ maxLength: 12 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(file(row(), row({ sku: 'CUP-2' })), csv),
      fc.array(damage, { maxLength: 4 }),
      async (text, damages) => {
        const bytes = damages.reduce<Buffer>(
          (all, { at, remove, add }) => Buffer.concat([all.subarray(0, at), add, all.subarray(at + remove)]),
          iconv.encode(text, 'windows-1252'),
        );
        const whole = await outcome(bytes, 65_536);
        expect(Array.isArray(whole) ? 'read' : whole.code).toMatch(/^(read|FILE_UNREADABLE)$/);
        expect(await outcome(bytes, [1, 2, 5])).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});

test('100,000 lines pass in constant memory', { timeout: 300_000 }, async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const heap = () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1024 ** 2;
  };
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${names.join('\t')}\n`);
    for (let n = 0; n < 100_000; n += 100) {
      yield Buffer.from(Array.from({ length: 100 }, (_, i) => `${row({ 'amazon-order-id': id(n + i), sku: `POT-${n + i}` })}\n`).join(''));
    }
  }
  let orders = 0;
  let early = 0;
  for await (const event of readOrders(source(), { now })) {
    if (event.kind === 'order') orders += 1;
    if (orders === 10_000 && early === 0) early = heap();
  }
  expect(orders).toBe(100_000);
  // The file is 30 MB. What grows is the counter of ids, 12 bytes each.
  expect(heap() - early).toBeLessThan(10);
});
