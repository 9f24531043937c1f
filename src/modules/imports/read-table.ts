import { AppError } from '#src/kernel/app-error.ts';
import { columnKey } from './column-key.ts';
import { type DecodeOptions, decodeText } from './decode-text.ts';
import { recordReader, type TableRow } from './read-records.ts';
import { type Delimiter, detectDelimiter, splitCells } from './split-cells.ts';
import { type Line, lineSplitter, MAX_LINE } from './split-lines.ts';
import { unpack } from './unpack.ts';

export type TableHeader = { kind: 'header'; line: number; names: string[]; keys: string[]; delimiter: Delimiter };

export type TableOptions = DecodeOptions & {
  /** Bytes of text, unpacked. */
  maxBytes?: number;
  /** Tells the header by its column keys when lines stand above it; without it the first line is the header. */
  isHeader?: (keys: string[]) => boolean;
};

/** How far down the header may stand. Amazon's upload templates have two lines above it. */
const HEADER_WITHIN = 10;

/**
 * A text table of unknown encoding, delimiter and line ends, plain or gzip, as a header and then its rows, one at a time
 * and in constant memory. Every row has as many cells as the header; a row that cannot is `bad` with its line and reason.
 * Cells are as written, untrimmed. Throws FILE_UNREADABLE when there is no header.
 */
export async function* readTable(source: AsyncIterable<Uint8Array>, options: TableOptions = {}): AsyncGenerator<TableHeader | TableRow> {
  const splitter = lineSplitter();
  const isHeader = options.isHeader ?? (() => true);
  let above: Line[] = [];
  let forced: Delimiter | undefined;
  let records: ReturnType<typeof recordReader> | undefined;

  function* begin(header: Line): Generator<TableHeader | TableRow> {
    const head = readHeader(header, forced);
    records = recordReader({ delimiter: head.delimiter, quoted: head.quoted, width: head.names.length });
    yield { kind: 'header', line: header.number, names: head.names, keys: head.keys, delimiter: head.delimiter };
    const below = above.filter((line) => line.number > header.number);
    above = [];
    for (const line of below) yield* records.push(line);
  }
  function* feed(line: Line): Generator<TableHeader | TableRow> {
    if (records) {
      yield* records.push(line);
      return;
    }
    const separator = /^\uFEFF?"?sep=([\t,;])"?$/i.exec(line.text)?.[1];
    if (separator) forced = separator === '\t' || separator === ';' ? separator : ',';
    if (separator || line.text.trim() === '') return;
    if (line.tooLong)
      throw new AppError('FILE_UNREADABLE', `Line ${line.number} is longer than ${MAX_LINE} characters and cannot be a header`);
    above.push(line);
    if (isHeader(readHeader(line, forced).keys)) yield* begin(line);
    else if (above.length === HEADER_WITHIN && above[0]) yield* begin(above[0]);
  }

  for await (const text of decodeText(unpack(source, options.maxBytes), options)) {
    for (const line of splitter.push(text)) yield* feed(line);
  }
  for (const line of splitter.end()) yield* feed(line);
  if (!records && above[0]) yield* begin(above[0]);
  if (!records) throw new AppError('FILE_UNREADABLE', 'The file is empty: it has no line with column names');
  yield* records.end();
}

/**
 * Amazon's tab-separated files have no quoting, so marks in them are text, unless the header itself is quoted (a sheet
 * program wrote it). Comma- and semicolon-separated ones have it.
 */
function readHeader(line: Line, forced: Delimiter | undefined) {
  const delimiter = forced ?? detectDelimiter(line.text);
  const quoted = delimiter !== '\t' || /(^|\t)"[^"\t]*"(\t|$)/.test(line.text);
  const result = splitCells(line.text, delimiter, quoted);
  const cells = result.state === 'complete' ? result.cells : line.text.split(delimiter);
  const names = cells.map((name) => name.replaceAll('\uFEFF', '').trim());
  return { delimiter, quoted, names, keys: names.map(columnKey) };
}
