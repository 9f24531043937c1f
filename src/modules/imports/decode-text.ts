import iconv from 'iconv-lite';
import { byteOrderMark, detectEncoding, type Encoding, unmarkedUtf16 } from './detect-encoding.ts';

/** Enough bytes for the mark, and for the NULs of UTF-16. */
const START = 64;
/** The window in which the encoding is decided. It begins at the first byte that is not ASCII, however late that comes. */
const WINDOW = 64 * 1024;

export type DecodeOptions = {
  /** When somebody knows better. */
  encoding?: Encoding;
  /** The seller sells in Japan: decides between Shift-JIS and Windows-1252 where the text alone does not. */
  japanese?: boolean;
};

/** Text of a byte stream in an unknown encoding, without byte order mark and NULs (PostgreSQL text cannot hold a NUL). */
export async function* decodeText(source: AsyncIterable<Uint8Array>, options: DecodeOptions = {}): AsyncGenerator<string> {
  const decoder = createDecoder(options);
  for await (const chunk of source) {
    const text = decoder.write(chunk);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

function createDecoder({ encoding, japanese }: DecodeOptions) {
  let inner: { write(bytes: Buffer): string; end(): string | undefined } | undefined;
  let started = false;
  let waiting: Uint8Array[] = [];
  let size = 0;

  const take = () => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    size = 0;
    return bytes;
  };
  const open = (as: Encoding) => {
    inner = iconv.getDecoder(as, { stripBOM: false });
    return inner;
  };

  /** From the first bytes: a mark, UTF-16 without one, or still open. */
  const start = (bytes: Buffer): Buffer => {
    started = true;
    const mark = byteOrderMark(bytes);
    const known = encoding ?? mark?.encoding ?? unmarkedUtf16(bytes.subarray(0, START));
    if (known) open(known);
    return mark && mark.encoding === known ? bytes.subarray(mark.length) : bytes;
  };

  /** ASCII passes; the first byte beyond it begins the window. */
  const undecided = (bytes: Buffer, last: boolean): string => {
    const first = bytes.findIndex((byte) => byte >= 0x80);
    if (first < 0) return bytes.toString('latin1');
    const window = bytes.subarray(first);
    const ascii = bytes.toString('latin1', 0, first);
    if (window.length < WINDOW && !last) {
      waiting = [window];
      size = window.length;
      return ascii;
    }
    return ascii + open(detectEncoding(window.subarray(0, WINDOW), japanese)).write(window);
  };

  const step = (chunk: Uint8Array, last: boolean): string => {
    if (inner) return inner.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    waiting.push(chunk);
    size += chunk.length;
    const inWindow = (waiting[0]?.[0] ?? 0) >= 0x80;
    const needed = !started ? START : inWindow ? WINDOW : 0;
    if (size < needed && !last) return '';
    const bytes = started ? take() : start(take());
    return inner ? step(bytes, last) : undecided(bytes, last);
  };

  const clean = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);
  return {
    write: (chunk: Uint8Array) => clean(step(chunk, false)),
    end: () => clean(step(new Uint8Array(), true) + (inner?.end() ?? '')),
  };
}
