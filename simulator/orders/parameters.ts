import { invalidInput } from '../http/api-failure.ts';

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

/** A query parameter as an instant in epoch milliseconds; undefined when it is not given. */
export function instantParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const at = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalidInput('Invalid Input', `${name} is not an ISO 8601 date-time.`);
  return at;
}

/** A list parameter: separated by commas, repeated, or both. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((text) => text.split(',').filter((part) => part !== ''));
}

/** A list parameter of words from a fixed vocabulary. */
export function wordsParameter<W extends string>(query: URLSearchParams, name: string, words: readonly W[]): W[] {
  return listParameter(query, name).map((text) => {
    const word = words.find((each) => each === text);
    if (word === undefined) throw invalidInput('Invalid Input', `${name} contains "${text}"; the possible values are ${words.join(', ')}.`);
    return word;
  });
}

/** A whole number between two bounds, both included. */
export function countParameter(query: URLSearchParams, name: string, low: number, high: number): number {
  const text = query.get(name);
  if (text === null || text === '') return high;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= low && number <= high)) throw invalidInput('Invalid Input', `${name} must be a whole number from ${low} to ${high}.`);
  return number;
}
