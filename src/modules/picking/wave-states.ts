import type { StateTable } from '#src/kernel/states.ts';

export type WaveState = 'made' | 'released' | 'paused' | 'finished' | 'cancelled';

/** `made` again: nothing of it was fetched yet, or it was cancelled by mistake. */
export const waveMoves: StateTable<WaveState> = {
  made: ['released', 'cancelled'],
  released: ['made', 'paused', 'finished', 'cancelled'],
  paused: ['released', 'finished', 'cancelled'],
  finished: [],
  cancelled: ['made'],
};
