import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { fontFileFor, readFontFile } from './font-files.ts';
import { fontRuns, noGlyph } from './font-runs.ts';

const keys = (text: string, locale = 'en-US') => fontRuns(text, 400, locale).map(({ font }) => font.key);

test.each([
  ['Latin', 'Maria Kowalski', 'noto-sans-latin-400'],
  ['Polish', 'łęśźż', 'noto-sans-latin-ext-400'],
  ['Vietnamese', 'ễịồ', 'noto-sans-vietnamese-400'],
  ['Cyrillic', 'Щербакова', 'noto-sans-cyrillic-400'],
  ['Greek', 'Γιώργος', 'noto-sans-greek-400'],
  ['Hebrew', 'משה', 'noto-sans-hebrew-hebrew-400'],
  ['Arabic', 'محمد', 'noto-sans-arabic-arabic-400'],
  ['Thai', 'สมชาย', 'noto-sans-thai-thai-400'],
  ['Hindi', 'कृष्ण', 'noto-sans-devanagari-devanagari-400'],
])('%s has its own file', (_script, text, key) => {
  expect(keys(text)).toEqual([key]);
});

test('Han is drawn in the form of its country: by kana or Hangul in the text, else by the locale', () => {
  const family = (text: string, locale?: string) => new Set(keys(text, locale).map((key) => key.replace(/-\d.*/, '')));
  expect(family('直す', 'de-DE')).toEqual(new Set(['noto-sans-jp']));
  expect(family('直', 'ja-JP')).toEqual(new Set(['noto-sans-jp']));
  expect(family('直', 'zh-CN')).toEqual(new Set(['noto-sans-sc']));
  expect(family('直', 'en-US')).toEqual(new Set(['noto-sans-sc']));
  expect(family('直', 'ko-KR')).toEqual(new Set(['noto-sans-kr']));
  expect(family('김민준')).toEqual(new Set(['noto-sans-kr']));
  expect(family('陳大文臺灣', 'zh-TW')).toEqual(new Set(['noto-sans-sc']));
});

test('a text of several scripts becomes runs that together are the text', () => {
  const text = 'Smith محمد, 東京 12 (Жанна)';
  const runs = fontRuns(text, 700, 'en-US');
  expect(runs.map((run) => run.text).join('')).toBe(text);
  expect(runs.map(({ font }) => font.key)).toEqual(
    expect.arrayContaining(['noto-sans-latin-700', 'noto-sans-arabic-arabic-700', 'noto-sans-cyrillic-700']),
  );
});

test('a combining mark stays with its letter, and a joiner with its text', () => {
  expect(fontRuns('q\u0301', 400, 'en-US')).toHaveLength(1);
  expect(fontRuns('می\u200cخواهم', 400, 'fa-IR')).toHaveLength(1);
});

test('symbols in titles and messages are found in some family', () => {
  expect(
    fontRuns('★♥✓½€™₹₽→', 400, 'en-US')
      .map(({ text }) => text)
      .join(''),
  ).not.toContain(noGlyph);
});

test('what no file has is a box, never an error', () => {
  expect(fontRuns('🎂', 400, 'en-US').map(({ text }) => text)).toEqual([noGlyph]);
  expect(
    fontRuns('a👩‍👩‍👧b', 400, 'en-US')
      .map(({ text }) => text)
      .join(''),
  ).toBe(`a${noGlyph}b`);
});

test('an unpacked file has the glyphs that its list of ranges promises, also where the WOFF reader of the library fails', () => {
  const latin = fontFileFor('noto-sans', 400, 65);
  expect(latin).toBeDefined();
  if (!latin) return;
  const [plain, packed] = [create(readFontFile(latin)), create(readFileSync(latin.path))];
  expect('characterSet' in plain && plain.characterSet).toEqual('characterSet' in packed && packed.characterSet);
  expect(fontFileFor('noto-sans-sc', 400, 0x4e4d)?.key).toBe('noto-sans-sc-101-400');
});
