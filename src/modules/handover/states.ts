import type { StateTable } from '#src/kernel/states.ts';

export const errandStates = ['asked', 'sending', 'unsure', 'done', 'refused'] as const;
export type ErrandState = (typeof errandStates)[number];

export const errandMoves: StateTable<ErrandState> = {
  // refused: what it is about was cancelled before it was sent. unsure: so after an earlier try.
  asked: ['sending', 'unsure', 'refused'],
  // Back to asked only when the call certainly never reached the carrier.
  sending: ['asked', 'unsure', 'done', 'refused'],
  // Back to asked only after the carrier was asked and knows of nothing; a person may decide where it cannot tell.
  unsure: ['asked', 'done', 'refused'],
  done: [],
  refused: [],
};
