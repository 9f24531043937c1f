import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakUnits } from './break-units.ts';

test('Latin breaks after blanks and after a hyphen between letters', () => {
  expect(breakUnits('stainless-steel bottle, 750 ml, 111-1234567-1234567')).toEqual([
    'stainless-',
    'steel ',
    'bottle, ',
    '750 ',
    'ml, ',
    '111-1234567-1234567',
  ]);
});

test('Japanese breaks between characters, but not before a closing mark nor after an opening one', () => {
  expect(breakUnits('水筒「青」、大ッ')).toEqual(['水', '筒', '「青」、', '大ッ']);
  expect(breakUnits('真空bottle二重')).toEqual(['真', '空', 'bottle', '二', '重']);
});

test('Thai breaks between words, Korean after blanks', () => {
  expect(breakUnits('กรุงเทพมหานครประเทศไทย').length).toBeGreaterThan(1);
  expect(breakUnits('서울특별시 강남구')).toEqual(['서울특별시 ', '강남구']);
});

test('the units together are the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'é', '-', ' ', '水', '「', '」', 'ส', 'م', '(', '1', 'ー', '김', '🎂') }),
      (text) => {
        fc.pre(text.trim() !== '');
        expect(breakUnits(text).join('')).toBe(text);
      },
    ),
  );
});
