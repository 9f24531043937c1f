import { describe, expect, it } from 'vitest';
import type { ActResult } from '#src/modules/packing/contract.ts';
import type { PackAct } from '../queue/pack-queue.ts';
import { addUp } from './tally.ts';

const none = { parcels: 0, units: 0, errors: 0 };
const answered = (outcome: ActResult['outcome'], sound: ActResult['sound'], more: { quantity?: number; again?: boolean } = {}) => ({
  act: { act: 'scan', code: 'x', quantity: more.quantity } as PackAct,
  result: { outcome, sound, again: more.again ?? false } as ActResult,
});

describe('what a person has done today', () => {
  it('is parcels, units and what was stopped, each once', () => {
    const answers = [
      answered('opened', 'good'),
      answered('counted', 'good'),
      answered('orderComplete', 'good', { quantity: 3 }),
      answered('wrongItem', 'bad'),
      answered('counted', 'good', { again: true }),
      answered('finished', 'good'),
    ];
    expect(addUp(none, answers)).toEqual({ parcels: 1, units: 4, errors: 1 });
  });
});
