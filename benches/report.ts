/** What a bench found. `ratio_to_limit`: for throughput the smallest counts and higher is better, for time the largest and lower is better. */
export type Report = {
  bench: string;
  ratio_to_limit: number;
  /** What it is held against, in words. */
  limit: string;
  results: Row[];
  [more: string]: unknown;
};

/** One case. Times in milliseconds, throughput per second. */
export type Row = {
  name: string;
  p50_ms?: number;
  p99_ms?: number;
  per_s?: number;
  ratio_to_limit?: number | null;
  [more: string]: string | number | null | undefined;
};

export type Bench = {
  /** One line for the list. */
  summary: string;
  /** The options, a line each; empty if there are none. */
  options: string;
  /** Runs with the command line behind the name; `say` tells how far it is. Cleans up behind itself. */
  run(args: string[], say: (line: string) => void): Promise<Report>;
};

/** A number as short as its size allows, for tables and JSON lines. */
export const round = (value: number, digits = 3): number => Number(value.toPrecision(digits));

/** The rows as a table for people: a column per field that any row has. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  const align = (cell: string, i: number) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0));
  return cells.map((line) => line.map(align).join('  ')).join('\n');
}
