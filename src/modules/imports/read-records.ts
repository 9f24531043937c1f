import { type Delimiter, splitCells } from './split-cells.ts';
import { type Line, MAX_LINE } from './split-lines.ts';

/** `line` is where the record begins. `bad` cannot be used; `cells` and `text` are what is left to tell whose it was. */
export type TableRow =
  | { kind: 'row'; line: number; cells: string[] }
  | { kind: 'bad'; line: number; reason: string; cells: string[] | undefined; text: string };

/** A quoted cell that goes on for so many lines or characters was never closed. */
const MAX_LINES = 100;
const MAX_OPEN = 64 * 1024;
const KEPT = 1000;

/**
 * Lines to records of `width` cells: short ones are padded, empty ones left out. A quotation mark that is never closed, or
 * closed by another record's, costs only the line it stands in: reading goes on with the very next line. That is why the
 * records are cut here and not by a CSV library, which would take the following rows for one cell.
 */
export function recordReader({ delimiter, quoted, width }: { delimiter: Delimiter; quoted: boolean; width: number }) {
  let waiting: Line[] = [];

  const give = (line: number, cells: string[]): TableRow[] => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.length === width) return [{ kind: 'row', line, cells }];
    const more = cells.slice(width);
    if (more.some((cell) => cell.trim() !== '')) {
      const reason = `the line has ${cells.length} cells, the header has ${width}`;
      return [{ kind: 'bad', line, reason, cells, text: cells.join(delimiter).slice(0, KEPT) }];
    }
    const padding = Array.from({ length: Math.max(0, width - cells.length) }, () => '');
    return [{ kind: 'row', line, cells: [...cells.slice(0, width), ...padding] }];
  };
  const bad = (line: Line, reason: string): TableRow => ({
    kind: 'bad',
    line: line.number,
    reason,
    cells: undefined,
    text: line.text.slice(0, KEPT),
  });

  /** Gives up the first waiting line; the others are to be read again. */
  const resync = (out: TableRow[]): Line[] => {
    const [first, ...rest] = waiting;
    waiting = [];
    if (first) out.push(bad(first, 'a quotation mark is not closed, or stands inside a quoted cell without being doubled'));
    return rest;
  };

  const read = (lines: Line[], last: boolean): TableRow[] => {
    const out: TableRow[] = [];
    let todo = lines;
    while (todo.length > 0 || (last && waiting.length > 0)) {
      const [line, ...rest] = todo;
      todo = rest;
      if (!line || line.tooLong) {
        if (waiting.length > 0) todo = [...resync(out), ...(line ? [line] : []), ...todo];
        else if (line) out.push(bad(line, `the line is longer than ${MAX_LINE} characters`));
        continue;
      }
      waiting.push(line);
      const text = waiting.length === 1 ? line.text : waiting.map((one) => one.text).join('\n');
      const result = splitCells(text, delimiter, quoted);
      if (result.state === 'open' && waiting.length < MAX_LINES && text.length <= MAX_OPEN) continue;
      const [first] = waiting;
      if (first && result.state === 'complete' && (waiting.length === 1 || result.cells.length === width)) {
        out.push(...give(first.number, result.cells));
        waiting = [];
      } else todo = [...resync(out), ...todo];
    }
    return out;
  };

  return { push: (line: Line) => read([line], false), end: () => read([], true) };
}
