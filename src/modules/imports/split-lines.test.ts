import { expect, test } from 'vitest';
import { lineSplitter } from './split-lines.ts';

const split = (pieces: string[], limit?: number) => {
  const splitter = lineSplitter(limit);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()].map((line) => line.text);
};

test('LF, CRLF and CR end lines, wherever the pieces are cut', () => {
  expect(split(['a\nb\n\nc'])).toEqual(['a', 'b', '', 'c']);
  expect(split(['a\r', '\nb\r', '\n'])).toEqual(['a', 'b']);
  expect(split(['a\r', 'b\rc'])).toEqual(['a', 'b', 'c']);
  expect(split(['a\r'])).toEqual(['a']);
  expect(split([])).toEqual([]);
});

test('a stray CR does not end a line where LF does', () => {
  expect(split(['a\nb\rc\n'])).toEqual(['a', 'b\rc']);
});

test('of a line that is too long only the beginning is held', () => {
  const splitter = lineSplitter(2000);
  for (let i = 0; i < 100; i++) expect(splitter.push('x'.repeat(500))).toEqual([]);
  const [long, next] = splitter.push('\nshort\n');
  expect(long).toMatchObject({ number: 1, tooLong: true });
  expect(long?.text).toHaveLength(1000);
  expect(next).toEqual({ number: 2, text: 'short', tooLong: false });
});
