import { isTimeKey, type KeyName } from './filter.ts';
import { printValue } from './print-query.ts';
import { flags, type QueryKey, queryKeyOf, queryKeys } from './query-keys.ts';
import { quoted, type Token, tokensOf } from './query-tokens.ts';

/**
 * What could be written at the caret. `from` and `to` are the part of the text that an option replaces. `ask` means that
 * the desk knows values of this key: ask it with what was typed so far.
 */
export type Completion = {
  readonly from: number;
  readonly to: number;
  readonly options: readonly CompletionOption[];
  readonly ask?: { readonly key: KeyName; readonly prefix: string };
};
export type CompletionOption = { readonly insert: string; readonly kind: 'key' | 'value'; readonly meaning: string };

/** Keys while a word is typed, values behind a colon. Nothing within quotes of a free text. */
export function completeQuery(text: string, caret: number): Completion {
  const token = tokensOf(text).find(({ start, end }) => start < caret && caret <= end);
  const key = token?.key === undefined ? undefined : queryKeyOf(token.key);
  if (!token || token.key === undefined) return keysAt(text, token, caret);
  if (!key) return { from: caret, to: caret, options: [] };
  const colon = token.start + (token.not ? 1 : 0) + token.key.length + 1;
  if (caret < colon) return keysAt(text, token, caret);
  return valuesAt(text, token, key, caret);
}

function keysAt(text: string, token: Token | undefined, caret: number): Completion {
  const from = token ? token.start + (token.not ? 1 : 0) : caret;
  const typed = text.slice(from, caret).toLowerCase();
  const to = token?.key === undefined ? (token?.end ?? caret) : from + token.key.length + 1;
  const options = queryKeys
    .filter(({ key, also }) => [key, ...also].some((name) => name.startsWith(typed)))
    .map(({ key, meaning }) => ({ insert: `${key}:`, kind: 'key' as const, meaning }));
  return { from, to, options };
}

function valuesAt(text: string, token: Token, key: QueryKey, caret: number): Completion {
  const value = token.values.find(({ start, end }) => start <= caret && caret <= end);
  const from = value?.start ?? caret;
  const to = value?.end ?? caret;
  const typed = text.slice(from, caret).replace(/^["“”„]/, '');
  const used = new Set(token.values.filter((other) => other !== value).map((other) => other.text.toLowerCase()));
  const options = key.values
    .map((stored) => ({
      word: wordOf(key.key, stored),
      meaning: meaningOf(key.key, stored),
    }))
    .filter(({ word }) => word.toLowerCase().startsWith(typed.toLowerCase()) && !used.has(word.toLowerCase()))
    .map(({ word, meaning }) => ({ insert: quoted(word), kind: 'value' as const, meaning }));
  return { from, to, options, ...(key.asks ? { ask: { key: key.key, prefix: typed } } : {}) };
}

const wordOf = (key: KeyName, stored: string) => (key === 'amount' || isTimeKey(key) ? stored : printValue(key, stored));

const meaningOf = (key: KeyName, stored: string): string =>
  key === 'is' ? (Object.entries(flags).find(([flag]) => flag === stored)?.[1] ?? '') : '';
