import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { sfntFromWoff } from './sfnt-from-woff.ts';

/** One file of Noto Sans: a slice of a script. `key` is its name in the PDF library. */
export type FontFile = { readonly key: string; readonly path: string };
export type Weight = 400 | 700;

/** The families that hold the characters of all scripts we print, and which of their slices are used, in order. */
const families = {
  'noto-sans': ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese', 'cyrillic-ext', 'greek-ext'],
  'noto-sans-hebrew': ['hebrew'],
  'noto-sans-arabic': ['arabic', 'math', 'symbols'],
  'noto-sans-thai': ['thai'],
  'noto-sans-devanagari': ['devanagari'],
  'noto-sans-jp': 'numbered',
  'noto-sans-sc': 'numbered',
  'noto-sans-kr': 'numbered',
} as const;
export type Family = keyof typeof families;

const { resolve } = createRequire(import.meta.url);
const slicesOf = new Map<Family, Map<number, string[]>>();
const glyphsOf = new Map<string, ReadonlySet<number>>();
const files = new Map<string, FontFile>();

/**
 * The file of a family that has a glyph for a character, or nothing. The family's own list of ranges names the slices
 * to look at; the file's table of glyphs decides, for a range also holds characters that were never drawn.
 */
export function fontFileFor(family: Family, weight: Weight, codePoint: number): FontFile | undefined {
  for (const slice of slices(family).get(codePoint) ?? []) {
    const file = fontFile(family, slice, weight);
    if (glyphs(file).has(codePoint)) return file;
  }
  return undefined;
}

/** The file of plain Latin text, which every slip needs. */
export const latinFile = (weight: Weight): FontFile => fontFile('noto-sans', 'latin', weight);

/** The file as the PDF library takes it. */
export const readFontFile = (file: FontFile): Buffer => sfntFromWoff(readFileSync(file.path));

function fontFile(family: Family, slice: string, weight: Weight): FontFile {
  const key = `${family}-${slice}-${weight}`;
  const known = files.get(key);
  if (known) return known;
  const file = { key, path: resolve(`@fontsource/${family}/files/${key}-normal.woff`) };
  files.set(key, file);
  return file;
}

function glyphs(file: FontFile): ReadonlySet<number> {
  const known = glyphsOf.get(file.key);
  if (known) return known;
  const font = create(readFontFile(file));
  const set = new Set('characterSet' in font ? font.characterSet : []);
  glyphsOf.set(file.key, set);
  return set;
}

/** Code point → slices that claim it. Read when the first text needs the family: the Asian ones have some 18,000. */
function slices(family: Family): Map<number, string[]> {
  const known = slicesOf.get(family);
  if (known) return known;
  const ranges: Record<string, string> = JSON.parse(readFileSync(resolve(`@fontsource/${family}/unicode.json`), 'utf8'));
  const wanted = families[family];
  const names = wanted === 'numbered' ? Object.keys(ranges).filter((name) => name.startsWith('[')) : wanted;
  const map = new Map<number, string[]>();
  for (const name of names)
    for (const codePoint of codePoints(ranges[name] ?? ''))
      map.set(codePoint, [...(map.get(codePoint) ?? []), name.replaceAll(/[[\]]/g, '')]);
  slicesOf.set(family, map);
  return map;
}

/** `U+25,U+4E00-9FFF` as CSS writes it. */
function* codePoints(ranges: string): Generator<number> {
  for (const range of ranges.split(',')) {
    const [first = '', last = first] = range.trim().replace('U+', '').split('-');
    for (let at = Number.parseInt(first, 16); at <= Number.parseInt(last, 16); at += 1) yield at;
  }
}
