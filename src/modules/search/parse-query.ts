import { type Filter, isTimeKey, type Term } from './filter.ts';
import { amountRange, textValue, timeValue } from './parse-value.ts';
import { type QueryKey, queryKeyOf } from './query-keys.ts';
import { type Token, type TokenValue, tokensOf } from './query-tokens.ts';

/** What is wrong with a part of the text, and where it stands. `accepts` gives forms that the key takes. */
export type QueryProblem = {
  readonly code: 'unknown-key' | 'no-value' | 'bad-value' | 'too-many' | 'too-long';
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly accepts: readonly string[];
};

export type ParsedQuery = { readonly filter: Filter; readonly problems: readonly QueryProblem[] };

export const queryLimits = { values: 200, terms: 30, length: 200 } as const;

/** An order number of Amazon, or of its fulfilment for other channels. */
export const orderNumber = /^(\d{3}|S\d{2})-\d{7}-\d{7}$/i;

/** Reads a search text. Never throws: `filter` holds the parts that are right, `problems` names the others. */
export function parseQuery(text: string): ParsedQuery {
  const terms: Term[] = [];
  const problems: QueryProblem[] = [];
  for (const token of tokensOf(text)) {
    const report = (code: QueryProblem['code'], message: string, accepts: readonly string[] = []) =>
      problems.push({ code, part: text.slice(token.start, token.end), start: token.start, end: token.end, message, accepts });
    if (token.key === undefined) {
      addWord(terms, token, report);
      continue;
    }
    const entry = queryKeyOf(token.key);
    if (!entry) report('unknown-key', `there is no search key ${token.key}: put the words in quotes to search for them as they are`);
    else addTerm(terms, entry, token, report);
  }
  if (terms.length > queryLimits.terms) {
    const message = `a search takes at most ${queryLimits.terms} parts (got ${terms.length})`;
    problems.push({ code: 'too-many', part: '', start: 0, end: text.length, message, accepts: [] });
  }
  return { filter: { terms: terms.slice(0, queryLimits.terms) }, problems };
}

type Report = (code: QueryProblem['code'], message: string, accepts?: readonly string[]) => void;

/** A word without a key. Order numbers go together into one term: any of them is meant. */
function addWord(terms: Term[], token: Token, report: Report): void {
  const text = cleaned(token.values[0], report);
  if (text === undefined) return;
  if (!orderNumber.test(text)) {
    terms.push({ key: 'text', not: token.not, values: [text] });
    return;
  }
  const id = text.toUpperCase();
  const at = terms.findIndex((term) => term.key === 'text' && term.not === token.not && orderNumber.test(term.values[0] ?? ''));
  const list = terms[at];
  if (list?.key !== 'text') terms.push({ key: 'text', not: token.not, values: [id] });
  else if (list.values.includes(id)) return;
  else if (list.values.length < queryLimits.values) terms[at] = { ...list, values: [...list.values, id] };
  else report('too-many', `a search takes at most ${queryLimits.values} order numbers`);
}

function addTerm(terms: Term[], { key, takes, values: accepts, example }: QueryKey, token: Token, report: Report): void {
  const texts = token.values.map((value) => cleaned(value, report)).filter((value) => value !== undefined);
  if (texts.length === 0) {
    report('no-value', `${key}: needs a value, such as ${example}`, accepts);
    return;
  }
  if (texts.length > queryLimits.values) report('too-many', `${key}: takes at most ${queryLimits.values} values (got ${texts.length})`);
  const read = <T>(of: (text: string) => T | undefined): T[] =>
    texts.slice(0, queryLimits.values).flatMap((text) => {
      const value = of(text);
      if (value !== undefined) return [value];
      report('bad-value', `${key}: does not take this value; write it as in ${example}`, takes === 'open' ? [] : accepts);
      return [];
    });
  const { not } = token;
  let term: Term;
  if (key === 'amount') term = { key, not, values: read(amountRange) };
  else if (isTimeKey(key)) term = { key, not, values: read((text) => timeValue(key, text)) };
  else term = { key, not, values: [...new Set(read((text) => textValue(key, text)))] };
  if (term.values.length > 0) terms.push(term);
}

/** Without blanks around; nothing left is no value, and what is longer than any name or number is refused. */
function cleaned(value: TokenValue | undefined, report: Report): string | undefined {
  const text = value?.text.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (text.length > queryLimits.length) {
    report('too-long', `a value has at most ${queryLimits.length} characters (got ${text.length})`);
    return undefined;
  }
  return text === '' ? undefined : text;
}
