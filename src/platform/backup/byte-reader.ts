/** Takes exact numbers of bytes from a stream, whatever pieces it comes in. */
export function byteReader(source: AsyncIterable<Uint8Array>) {
  const pieces = source[Symbol.asyncIterator]();
  let waiting: Buffer[] = [];
  let size = 0;

  const fill = async (wanted: number): Promise<boolean> => {
    while (size < wanted) {
      const { value, done } = await pieces.next();
      if (done) return false;
      waiting.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      size += value.byteLength;
    }
    return true;
  };

  return {
    /** So many bytes, or undefined when the stream ends before. */
    take: async (bytes: number): Promise<Buffer | undefined> => {
      if (!(await fill(bytes))) return undefined;
      const all = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting);
      waiting = [all.subarray(bytes)];
      size -= bytes;
      return all.subarray(0, bytes);
    },
    isAtEnd: async (): Promise<boolean> => !(await fill(1)),
  };
}
