import { parseQuery, queryKeyOf, tokensOf } from '#src/modules/search/contract.ts';

/** A filter of the search text as a chip shows it; `problem` says what is wrong with it. */
export type Chip = { text: string; not: boolean; key: string; values: string; problem: string | undefined };

/** Filters stand as chips, free words (and pasted order numbers) stay in the field. */
export function split(text: string): { chips: Chip[]; free: string } {
  const { problems } = parseQuery(text);
  const chips: Chip[] = [];
  const free: string[] = [];
  for (const { start, end, not, key, values } of tokensOf(text)) {
    const part = text.slice(start, end);
    const known = key === undefined ? undefined : queryKeyOf(key);
    if (!known || values.length === 0) free.push(part);
    else {
      const problem = problems.find((each) => each.start < end && each.end > start)?.message;
      chips.push({ text: part, not, key: known.key, values: values.map((value) => value.text).join(', '), problem });
    }
  }
  return { chips, free: free.join(' ') };
}

export const joined = (chips: readonly Chip[], free: string): string =>
  [...chips.map((chip) => chip.text), free.trim()].filter(Boolean).join(' ');

/** What is wrong with the words that stayed in the field. */
export const problemOf = (free: string): string | undefined => parseQuery(free).problems[0]?.message;
