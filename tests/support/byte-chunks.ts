/** A file as a stream: the bytes in pieces of `size`, or in pieces of the sizes given, again and again. */
export async function* byteChunks(content: Uint8Array | string, size: number | readonly number[] = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const sizes = typeof size === 'number' ? [size] : size;
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const next = at + Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, next);
    at = next;
  }
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}
