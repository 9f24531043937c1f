import { type ParseArgsConfig, parseArgs } from 'node:util';
import { marketplaceOf, marketplaceOfDomain, marketplaces } from '#src/kernel/marketplaces.ts';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and words of a command; every command knows `--json`. Throws UsageError. */
export function readArguments<O extends Options>(args: string[], options: O) {
  const config = {
    args,
    allowPositionals: true as const,
    strict: true as const,
    options: { ...options, json: { type: 'boolean' as const } },
  };
  try {
    const { values, positionals } = parseArgs(config);
    return { values, words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'the arguments cannot be read');
  }
}

/** The one word that is wanted. Throws UsageError. */
export function oneWord(words: readonly string[], what: string): string {
  const [word, ...more] = words;
  if (word === undefined || word === '') throw new UsageError(`${what} is missing`);
  if (more.length > 0) throw new UsageError(`one ${what} is wanted, not ${words.length}`);
  return word;
}

/** Nothing but options is wanted. Throws UsageError. */
export function noWords(words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`${words.join(' ')}: nothing is wanted here but options`);
}

/** A store by country (`US`, `UK`), domain (`Amazon.de`) or id. Throws UsageError with the countries. */
export function storeNamed(text: string): string {
  const country = text.toUpperCase() === 'UK' ? 'GB' : text.toUpperCase();
  const store = marketplaceOf(text) ?? marketplaceOfDomain(text) ?? marketplaces.find((each) => each.country === country);
  if (!store) throw new UsageError(`--marketplace must be one of ${marketplaces.map((each) => each.country).join(', ')}`);
  return store.id;
}

/** A whole number from `least` to `most`. Throws UsageError. */
export function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`${option} must be a whole number from ${least} to ${most}`);
  return number;
}
