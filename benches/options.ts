import { parseArgs } from 'node:util';

/** Whole numbers from the command line, each with its default: `--orders 20000`. Throws with a message for people. */
export function wholeNumbers<Name extends string>(args: string[], defaults: Record<Name, number>): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const { values } = parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) });
  return Object.fromEntries(
    names.map((name) => {
      const text = values[name];
      if (typeof text !== 'string') return [name, defaults[name]];
      if (!/^[1-9]\d{0,8}$/.test(text)) throw Object.assign(new Error(`--${name} takes a whole number from 1`), { code: 'ERR_PARSE_ARGS' });
      return [name, Number(text)];
    }),
  ) as Record<Name, number>;
}

/** Whether the command line was at fault, and not the bench. */
export const isParseError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
