import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gzipChunks } from './gzip-chunks.ts';

test('any chunks come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 3000 })), (arrays) => {
      const chunks = arrays.map((each) => Buffer.from(each));
      expect(gunzipSync(gzipChunks(chunks)).equals(Buffer.concat(chunks))).toBe(true);
    }),
  );
});

test('a single stream, so that readers in browsers take it too', async () => {
  const packed = gzipChunks([Buffer.from('one '), Buffer.from('two')]);
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  expect(await new Response(stream).text()).toBe('one two');
});
