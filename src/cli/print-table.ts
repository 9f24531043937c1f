/** Rows as aligned columns for a terminal. Cells are plain text; a line break in one would break the table. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ')));
  const widths = head.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd(),
  );
}

/** `2026-11-03 10:11` in UTC: the same wherever it is read. */
export const shortTime = (iso: string | null): string => (iso === null ? '' : iso.slice(0, 16).replace('T', ' '));
