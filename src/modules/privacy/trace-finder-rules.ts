/** Finds which of the values stand in a text; case does not matter. */
export type TraceFinder = (text: string) => string[];

const word = /[\p{L}\p{N}]+/gu;
// Scripts that put no blanks between words: a name stands in the middle of a run.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Looks for thousands of values at once: each is filed under its longest word, and a text is read once, word by word. A value is
 * found as it is written, not inside a longer word or number.
 */
export function traceFinder(values: readonly string[]): TraceFinder {
  const byWord = new Map<string, string[]>();
  const anywhere: string[] = [];
  for (const value of new Set(values.map(fold))) {
    const longest = value.match(word)?.toSorted((a, b) => b.length - a.length)[0];
    if (longest === undefined) continue;
    if (unspaced.test(value)) anywhere.push(value);
    else byWord.set(longest, [...(byWord.get(longest) ?? []), value]);
  }
  return (raw) => {
    const text = fold(raw);
    const found = new Set(anywhere.filter((value) => text.includes(value)));
    if (byWord.size > 0)
      for (const [met] of text.matchAll(word)) for (const value of byWord.get(met) ?? []) if (stands(text, value)) found.add(value);
    return [...found];
  };
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().trim();

function stands(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1))
    if (!isJoined(text[at - 1], value[0]) && !isJoined(value.at(-1), text[at + value.length])) return true;
  return false;
}

const isJoined = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && right !== undefined && /[\p{L}\p{N}]/u.test(left) && /[\p{L}\p{N}]/u.test(right);
