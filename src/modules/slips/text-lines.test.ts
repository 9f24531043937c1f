import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ruler, textLines } from './text-lines.ts';

/** Every character is half as wide as the size. */
const ruler: Ruler = (_font, text) => text.length / 2;
const style = { size: 10, weight: 400, locale: 'en-US' } as const;
const lines = (text: string, width = 1000) => textLines(text, width, style, ruler);
const seen = (text: string) =>
  lines(text)
    .flatMap(({ pieces }) => pieces)
    .toSorted((a, b) => a.x - b.x)
    .map((piece) => piece.text);

describe('breaking', () => {
  test('fills lines up to the width and keeps line ends of the text', () => {
    expect(lines('one two three', 40).map(({ text }) => text)).toEqual(['one two', 'three']);
    expect(lines('one\n\ntwo\r\nthree').map(({ text }) => text)).toEqual(['one', '', 'two', 'three']);
  });

  test('a word wider than a line is broken between characters', () => {
    expect(lines('a abcdefghij', 20).map(({ text }) => text)).toEqual(['a ab', 'cdef', 'ghij']);
  });

  test('no line is wider than the column, and no character but blanks is lost', () => {
    const unit = fc.constantFrom('a', 'é', '-', ' ', '水', '」', 'ส', 'م', 'ש', '(', ')', '1', 'ー');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), fc.integer({ min: 20, max: 200 }), (text, width) => {
        const laid = lines(text, width);
        for (const line of laid) expect(line.width).toBeLessThanOrEqual(width);
        expect(
          laid
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('order', () => {
  test('left-to-right text in one font is one piece', () => {
    expect(seen('Maria Kowalski, Apt 12')).toEqual(['Maria Kowalski, Apt 12']);
  });

  test('Hebrew words stand from right to left, numbers in them from left to right, brackets are mirrored', () => {
    expect(seen('רחוב הרצל 12 (דירה)')).toEqual(['(', 'דירה', ')', ' ', '12', ' ', 'הרצל', ' ', 'רחוב']);
  });

  test('a right-to-left name within a left-to-right line is turned in its place', () => {
    expect(seen('To: משה כהן, Haifa')).toEqual(['To: ', 'כהן', ' ', 'משה', ', Haifa']);
  });

  test('Arabic digits are handed over turned, because the shaper turns them once more', () => {
    expect(seen('برج ١٢')).toEqual(['٢١', ' ', 'برج']);
  });

  test('direction marks have no glyph', () => {
    expect(seen('a\u200f\u202ab')).not.toContain('\u200f');
    expect(seen('\u200f89.50')).toEqual(['89.50']);
  });
});

test('text that the shaper cannot take loses its marks, or becomes a box that is counted', () => {
  const fussy: Ruler = (_font, text) => (/[\u0301]|x/.test(text) ? undefined : text.length / 2);
  const [marked, letter] = textLines('q\u0301\nax', 1000, style, fussy);
  expect(marked?.pieces.map(({ text }) => text)).toEqual(['q']);
  expect(letter?.missing).toBe(1);
});
