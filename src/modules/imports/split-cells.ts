export type Delimiter = '\t' | ',' | ';';

/** `open`: a quotation mark is not closed yet, the record goes on in the next line. `broken`: it cannot be a record. */
export type Cells = { state: 'complete'; cells: string[] } | { state: 'open' } | { state: 'broken' };

/**
 * The cells of one record. Without `quoted` a quotation mark is a character as any other, as in Amazon's own files. With it
 * the rules of RFC 4180 hold, strictly: after a closing mark only a delimiter may follow, or the mark was never a quotation.
 */
export function splitCells(text: string, delimiter: Delimiter, quoted: boolean): Cells {
  if (!quoted || !text.includes('"')) return { state: 'complete', cells: text.split(delimiter) };
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = skipBlanks(text, at);
    if (text[start] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return { state: 'complete', cells };
      at = end + 1;
      continue;
    }
    const close = closingMark(text, start + 1);
    if (close < 0) return { state: 'open' };
    cells.push(text.slice(start + 1, close).replaceAll('""', '"'));
    const after = skipBlanks(text, close + 1);
    if (after === text.length) return { state: 'complete', cells };
    if (text[after] !== delimiter) return { state: 'broken' };
    at = after + 1;
  }
}

/** Blanks around quotation marks, as people type them; a tab may be the delimiter. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function closingMark(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

/** What a header line is cut by: a tab if there is any, else the more frequent of comma and semicolon. */
export function detectDelimiter(header: string): Delimiter {
  if (header.includes('\t')) return '\t';
  const plain = header.replaceAll(/"[^"]*"/g, '');
  return plain.split(';').length > plain.split(',').length ? ';' : ',';
}
