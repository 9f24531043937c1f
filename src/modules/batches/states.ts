import type { StateTable } from '#src/kernel/states.ts';

export const rowStates = ['waiting', 'ready', 'skipped', 'wanted', 'asked', 'refused', 'dropped'] as const;
export type RowState = (typeof rowStates)[number];

export const rowMoves: StateTable<RowState> = {
  waiting: ['ready', 'skipped', 'dropped'],
  // Back to waiting: another parcel, or new rates. Skipped: a person chose an offer that this order may not have.
  ready: ['waiting', 'skipped', 'wanted', 'dropped'],
  skipped: ['waiting', 'ready', 'dropped'],
  wanted: ['asked', 'refused', 'dropped'],
  refused: ['waiting', 'dropped'],
  // Only after its label was refused or given back.
  asked: ['waiting'],
  dropped: [],
};

/** What a person sees of a row: its state, and once it is asked the state of its label. */
export const phases = [
  'waiting',
  'ready',
  'skipped',
  'wanted',
  'buying',
  'unsure',
  'bought',
  'refused',
  'voiding',
  'voided',
  'dropped',
] as const;
export type Phase = (typeof phases)[number];

const labelPhases: Readonly<Record<string, Phase>> = {
  asked: 'buying',
  buying: 'buying',
  unsure: 'unsure',
  bought: 'bought',
  voiding: 'voiding',
  voided: 'voided',
  refused: 'refused',
};

export const phaseOf = (state: RowState, labelState: string | null): Phase =>
  state === 'asked' ? (labelPhases[labelState ?? ''] ?? 'buying') : state;

/** Where a batch stands as a whole, by the phases of its rows. */
export const batchStates = ['checking', 'ready', 'buying', 'paused', 'done', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

export function batchState(
  counts: Readonly<Record<Phase, number>>,
  { paused, cancelled }: { paused: boolean; cancelled: boolean },
): BatchState {
  const isUnderWay = counts.buying + counts.unsure > 0;
  if (cancelled) return isUnderWay ? 'buying' : 'cancelled';
  if (counts.wanted > 0 && paused) return 'paused';
  if (counts.wanted > 0) return 'buying';
  if (counts.waiting > 0) return 'checking';
  if (counts.ready > 0) return 'ready';
  return isUnderWay ? 'buying' : 'done';
}
