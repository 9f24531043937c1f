import { createRequire } from 'node:module';
import type { Bidi } from 'bidi-js';
import { breakUnits } from './break-units.ts';
import type { FontFile, Weight } from './font-files.ts';
import { fontRuns, noGlyph } from './font-runs.ts';

/** The width of a text in one font at size 1; nothing where the shaper fails, as it does on some rare marks. */
export type Ruler = (font: FontFile, text: string) => number | undefined;

export type TextStyle = { readonly size: number; readonly weight: Weight; readonly locale: string };

/** One piece is drawn as it stands, from its left edge `x` (from the left end of the line). */
export type TextPiece = { readonly font: FontFile; readonly text: string; readonly x: number };

/** A line ready to be drawn: pieces from left to right. `text` is what it says, in reading order. `missing`: boxes. */
export type TextLine = { readonly pieces: readonly TextPiece[]; readonly width: number; readonly text: string; readonly missing: number };

/** The smallest part: one font, one direction, blank or not. Direction is Unicode's level: odd is right-to-left. */
type Atom = { readonly font: FontFile; readonly text: string; readonly shown: string; readonly level: number; readonly width: number };

/** Required, not imported: its types promise a default export that its file does not have for Node. */
const bidiFactory: () => Bidi = createRequire(import.meta.url)('bidi-js');
const bidi = bidiFactory();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u061c\u202b\u202e\u2067]/u;
/** What makes the shaper turn a piece around: a letter of these scripts, or an Arabic digit. */
const shaperTurns = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u0660-\u0669]/u;
/** Direction and presentation marks have done their work once the order is known; as glyphs they are noise. */
const marks = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\p{Variation_Selector}/gu;

/**
 * A text broken into lines of at most `width` points. A word that is wider than a line is broken between characters.
 * Line ends in the text stay; other control characters go.
 */
export function textLines(text: string, width: number, style: TextStyle, ruler: Ruler): TextLine[] {
  const paragraphs = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/u);
  return paragraphs.flatMap((paragraph) => {
    const clean = paragraph.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '');
    return wrap(clean, width, style, ruler);
  });
}

function wrap(paragraph: string, width: number, style: TextStyle, ruler: Ruler): TextLine[] {
  const runs = fontRuns(paragraph, style.weight, style.locale);
  const text = runs.map((run) => run.text).join('');
  const { levels, base, mirrored } = directions(text);
  const fonts = runs.flatMap((run) => Array.from<FontFile>({ length: run.text.length }).fill(run.font));

  const atomsOf = (start: number, end: number): Atom[] => {
    const atoms: Atom[] = [];
    for (let at = start, next = at; at < end; at = next) {
      const font = fonts[at];
      if (!font) break;
      const level = levels?.[at] ?? 0;
      const blank = isBlank(text.charAt(at));
      for (next = at + 1; next < end; next += 1)
        if (fonts[next] !== font || (levels?.[next] ?? 0) !== level || isBlank(text.charAt(next)) !== blank) break;
      const piece = text.slice(at, next);
      atoms.push({ ...shaped(font, visual(piece, at, level, mirrored), style, ruler), text: piece, level });
    }
    return atoms;
  };

  const lines: Atom[][] = [[]];
  let used = 0;
  const add = (atoms: Atom[], needed: number): void => {
    if (used > 0 && used + needed > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(...atoms);
    used += widthOf(atoms);
  };
  let at = 0;
  for (const unit of breakUnits(text)) {
    const atoms = atomsOf(at, at + unit.length);
    const needed = widthOf(trimmed(atoms));
    if (needed <= width) add(atoms, needed);
    else
      for (const { index, segment } of graphemes.segment(unit)) {
        const part = atomsOf(at + index, at + index + segment.length);
        add(part, widthOf(part));
      }
    at += unit.length;
  }
  return lines.map((atoms) => toLine(atoms, base));
}

/** The text as it can be shaped: as it is, else without its combining marks, else as a box. */
function shaped(font: FontFile, text: string, { size, weight, locale }: TextStyle, ruler: Ruler): Pick<Atom, 'font' | 'shown' | 'width'> {
  for (const shown of [text, text.normalize('NFC').replaceAll(/\p{M}/gu, '')]) {
    const width = ruler(font, shown);
    if (width !== undefined) return { font, shown, width: width * size };
  }
  const [box] = fontRuns(noGlyph, weight, locale);
  return box ? { font: box.font, shown: box.text, width: (ruler(box.font, box.text) ?? 0) * size } : { font, shown: '', width: 0 };
}

const isBlank = (character: string): boolean => /\s/.test(character);
const widthOf = (atoms: readonly Atom[]): number => atoms.reduce((sum, atom) => sum + atom.width, 0);

function trimmed(atoms: readonly Atom[]): readonly Atom[] {
  const last = atoms.findLastIndex(({ text }) => !isBlank(text.charAt(0)));
  return atoms.slice(0, last + 1);
}

/** Unicode's levels of each character; nothing to compute for a text without any right-to-left character. */
function directions(text: string): { levels?: Uint8Array; base: number; mirrored: ReadonlyMap<number, string> } {
  if (!rightToLeft.test(text)) return { base: 0, mirrored: new Map() };
  const embedding = bidi.getEmbeddingLevels(text, 'auto');
  return {
    levels: embedding.levels,
    base: embedding.paragraphs[0]?.level ?? 0,
    mirrored: bidi.getMirroredCharactersMap(text, embedding.levels),
  };
}

/**
 * What to hand to the shaper. It turns right-to-left scripts around by itself and nothing else: so brackets and marks
 * between them are turned here, and Arabic digits, which run left-to-right, are turned once beforehand. Of mirrored brackets it knows nothing.
 */
function visual(piece: string, start: number, level: number, mirrored: ReadonlyMap<number, string>): string {
  const isRightToLeft = level % 2 === 1;
  const turned = isRightToLeft
    ? Array.from({ length: piece.length }, (_, at) => mirrored.get(start + at) ?? piece.charAt(at)).join('')
    : piece;
  const shown = turned.replaceAll(marks, '');
  return isRightToLeft === shaperTurns.test(shown) ? shown : [...shown].reverse().join('');
}

/** Unicode's rule L2 (turn each stretch around from the highest level down to the lowest odd one), then positions. */
function toLine(atoms: readonly Atom[], base: number): TextLine {
  const kept = trimmed(atoms);
  const order = [...kept];
  const highest = Math.max(base, ...kept.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) reverseStretches(order, level);

  const pieces: { font: FontFile; text: string; x: number }[] = [];
  let x = 0;
  let before: Atom | undefined;
  for (const atom of order) {
    if (atom.shown === '') continue;
    const last = pieces.at(-1);
    // Left-to-right neighbours in one font become one piece again: fewer pieces, and text that can be copied as it reads.
    if (last && before?.font === atom.font && before.level === atom.level && atom.level % 2 === 0) last.text += atom.shown;
    else pieces.push({ font: atom.font, text: atom.shown, x });
    x += atom.width;
    before = atom;
  }
  const missing = kept.reduce((sum, { shown }) => sum + shown.split(noGlyph).length - 1, 0);
  return { pieces, width: x, text: kept.map(({ text }) => text).join(''), missing };
}

function reverseStretches(atoms: Atom[], level: number): void {
  for (let start = 0; start < atoms.length; start += 1) {
    let end = start;
    while ((atoms[end]?.level ?? -1) >= level) end += 1;
    if (end - start > 1) atoms.splice(start, end - start, ...atoms.slice(start, end).reverse());
    start = Math.max(start, end);
  }
}
