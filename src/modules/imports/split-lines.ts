/** A line without its end. `number` counts from 1. `tooLong`: `text` is only its beginning. */
export type Line = { number: number; text: string; tooLong: boolean };

export const MAX_LINE = 1024 * 1024;
const KEPT = 1000;

/**
 * Cuts text that comes in pieces into lines. Lines end with LF or CRLF; with CR alone where the first line does. Of a line
 * longer than `limit` characters only the beginning is kept, so that no file can fill the memory.
 */
export function lineSplitter(limit = MAX_LINE) {
  let end: '\n' | '\r' | undefined;
  let parts: string[] = [];
  let length = 0;
  let tooLong = false;
  let number = 0;
  let held = '';

  const add = (text: string) => {
    length += text.length;
    if (!tooLong) parts.push(text);
    if (length > limit && !tooLong) {
      tooLong = true;
      parts = [parts.join('').slice(0, KEPT)];
    }
  };
  const finish = (): Line => {
    const whole = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
    number += 1;
    const line = { number, text: end !== '\r' && whole.endsWith('\r') ? whole.slice(0, -1) : whole, tooLong };
    parts = [];
    length = 0;
    tooLong = false;
    return line;
  };

  const push = (piece: string): Line[] => {
    const text = held + piece;
    held = '';
    if (end === undefined) {
      const first = text.search(/[\r\n]/);
      if (first >= 0 && text[first] === '\r' && first === text.length - 1) {
        // The next piece tells whether it is CR or CRLF.
        add(text.slice(0, first));
        held = '\r';
        return [];
      }
      if (first >= 0) end = text[first] === '\r' && text[first + 1] !== '\n' ? '\r' : '\n';
    }
    const lines: Line[] = [];
    let from = 0;
    if (end !== undefined) {
      for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, from)) {
        add(text.slice(from, at));
        lines.push(finish());
        from = at + 1;
      }
    }
    if (from < text.length) add(text.slice(from));
    return lines;
  };

  return {
    push,
    /** The last line, which may lack its end. */
    end: (): Line[] => {
      const closed = held !== '';
      held = '';
      return length > 0 || closed ? [finish()] : [];
    },
  };
}
