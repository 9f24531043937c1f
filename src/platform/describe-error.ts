import { AppError } from '#src/kernel/app-error.ts';

/**
 * What may be logged of an error: its kind, code, words and where it was thrown; never what it carries. Our own errors hold no
 * data of anybody. The words of others may quote a value (a parser its input, the database a parameter), so what stands in
 * quotation marks is cut out of them, and of a database error about data only the state and the names of table and column stay.
 */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? { code: String(error.code) } : {};
  return { type: error.name, ...code, ...placeInDatabase(error), message: plainWords(error), stack: frames(error) };
}

/** The words of an error that may be logged, stored and shown. */
export function plainWords(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error instanceof AppError) return withoutAddresses(error.message);
  if (isOfData(error)) return 'the database does not take a value';
  return withoutAddresses(error.message)
    .replaceAll(/(["'`“‘«])(?:(?!\1)[^\n”’»]){0,2000}["'`”’»]/g, '$1…$1')
    .replaceAll(/\b(convert|value|input|token|text|received|key|address|name) (?!of\b|is\b|for\b|to\b)[^…:;,]{1,200}/gi, '$1 …')
    .split('\n', 1)
    .join('')
    .slice(0, 500);
}

/** E-mail addresses are cut out of any text that is logged. */
export const withoutAddresses = (text: string): string => text.replaceAll(/[^\s<>"(),;@]{1,200}@[^\s<>"'(),;:@]+/g, '[address]');

type FromDatabase = Error & { code: string; severity?: unknown; table?: unknown; column?: unknown; constraint?: unknown };

const fromDatabase = (error: Error): error is FromDatabase => 'severity' in error && 'code' in error && typeof error.code === 'string';
// Data exceptions, violated constraints, and what functions of our own raise: their words hold values.
const isOfData = (error: Error): boolean => fromDatabase(error) && /^(22|23|P0)/.test(error.code);

function placeInDatabase(error: Error): Record<string, string> {
  if (!fromDatabase(error)) return {};
  const named = { table: error.table, column: error.column, constraint: error.constraint };
  return Object.fromEntries(Object.entries(named).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

/** Only the places: the words above them are the message again, which may have several lines. */
const frames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at .*(:\d+:\d+\)?|\(native\)|<anonymous>\)?)$/.test(line))
    .slice(0, 5)
    .join('\n');
