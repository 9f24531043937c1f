import { expect, test } from 'vitest';
import { mayMove, reachable } from '#src/kernel/states.ts';
import { isUnderWay, type WriteState, writeMoves } from './states.ts';

const states = Object.keys(writeMoves) as WriteState[];

test('every state is reached from the queue', () => {
  expect([...reachable(writeMoves, 'queued')].sort()).toEqual([...states].sort());
});

test('every pair of states is decided', () => {
  const matrix = states.map((from) => `${from.padEnd(9)} ${states.map((to) => (mayMove(writeMoves, from, to) ? 'x' : '.')).join(' ')}`);
  expect(matrix).toEqual([
    //         q s s a v r w
    'queued    . x . . x x x',
    'sending   x . x x . . .',
    'sent      x . . x x x .',
    'accepted  x . . . x x .',
    'verified  . . . . . . .',
    'rejected  x . . . x . x',
    'withdrawn x . . . . . .',
  ]);
});

test('what Amazon shows is final, and nothing is sent but from the queue', () => {
  expect(writeMoves.verified).toEqual([]);
  expect(states.filter((from) => mayMove(writeMoves, from, 'sending'))).toEqual(['queued']);
});

test('units stay promised while a write may still happen', () => {
  expect(states.filter(isUnderWay)).toEqual(['queued', 'sending', 'sent', 'accepted']);
});
