import { type Family, type FontFile, fontFileFor, latinFile, type Weight } from './font-files.ts';

/** A stretch of text that one font file can show. */
export type FontRun = { readonly font: FontFile; readonly text: string };

/** Shown for a character that no file has. */
export const noGlyph = '□';

const alphabets: readonly Family[] = ['noto-sans', 'noto-sans-hebrew', 'noto-sans-arabic', 'noto-sans-thai', 'noto-sans-devanagari'];
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const plainLatin = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff]*$/;

/** Marks that only steer (joiners, direction marks, variation selectors): they need no glyph and stay with their text. */
const steering = /^\p{Default_Ignorable_Code_Point}$/u;

/** A text as runs of one font file each; the texts of the runs together are the text, but for boxes. */
export function fontRuns(text: string, weight: Weight, locale: string): FontRun[] {
  if (plainLatin.test(text)) return text === '' ? [] : [{ font: latinFile(weight), text }];
  const chain = [...alphabets, ...asianFamilies(text, locale)];
  const runs: { font: FontFile; text: string }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const own = fileFor(segment, chain, weight, runs.at(-1)?.font);
    const font = own ?? fileFor(noGlyph, chain, weight, undefined) ?? latinFile(weight);
    const shown = own ? segment : noGlyph;
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ font, text: shown });
  }
  return runs;
}

/** The first file of the chain with all characters of the cluster; failing that, one with its base character. */
function fileFor(cluster: string, chain: readonly Family[], weight: Weight, current: FontFile | undefined): FontFile | undefined {
  const needed = [...cluster].filter((character) => !steering.test(character)).map((character) => character.codePointAt(0) ?? 0);
  const [base] = needed;
  if (base === undefined) return current ?? latinFile(weight);
  let fallback: FontFile | undefined;
  for (const family of chain) {
    const file = fontFileFor(family, weight, base);
    if (file && needed.every((codePoint) => fontFileFor(family, weight, codePoint) === file)) return file;
    fallback ??= file;
  }
  return fallback;
}

/**
 * Han characters are drawn differently in Japan, China and Korea. Kana or Hangul in the text decide, else the locale;
 * Chinese first otherwise. Traditional Chinese has no family of its own here: the simplified one holds its characters,
 * and what it lacks the Japanese one has.
 */
function asianFamilies(text: string, locale: string): readonly Family[] {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return ['noto-sans-jp', 'noto-sans-sc', 'noto-sans-kr'];
  if (/\p{Script=Hangul}/u.test(text) || locale.startsWith('ko')) return ['noto-sans-kr', 'noto-sans-sc', 'noto-sans-jp'];
  if (locale.startsWith('ja')) return ['noto-sans-jp', 'noto-sans-sc', 'noto-sans-kr'];
  return ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-kr'];
}
