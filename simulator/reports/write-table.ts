import { type Charset, encodeText } from './charset.ts';
import { gzipChunks } from './gzip-chunks.ts';

/** The columns of a report and what stands in them; a cell that is missing is empty. */
export type ReportTable<C extends string = string> = { columns: readonly C[]; rows: Iterable<Partial<Record<C, string>>> };

const ROWS_AT_ONCE = 500;

/** The table as a compressed file of tab-separated values, made piece by piece; undefined when it has no rows. */
export function writeTable({ columns, rows }: ReportTable, charset: Charset): Buffer | undefined {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done) return undefined;
  const lineOf = (row: Partial<Record<string, string>>) => `${columns.map((column) => cell(row[column])).join('\t')}\n`;
  const head = `${columns.join('\t')}\n${lineOf(first.value)}`;

  function* chunks(): Generator<Buffer> {
    let text = head;
    let held = 1;
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      text += lineOf(next.value);
      held += 1;
      if (held < ROWS_AT_ONCE) continue;
      yield encodeText(text, charset);
      text = '';
      held = 0;
    }
    if (text !== '') yield encodeText(text, charset);
  }
  return gzipChunks(chunks());
}

/** The files know no quotation, so nothing may stand in a cell that ends it. */
const cell = (value: string | undefined) => value?.replaceAll(/[\t\r\n]+/g, ' ') ?? '';
