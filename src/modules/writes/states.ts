import type { StateTable } from '#src/kernel/states.ts';

export type WriteState = 'queued' | 'sending' | 'sent' | 'accepted' | 'verified' | 'rejected' | 'withdrawn';

export const writeMoves: StateTable<WriteState> = {
  // verified and rejected from queued: somebody else did it, or made it impossible, before it was sent.
  queued: ['sending', 'verified', 'rejected', 'withdrawn'],
  // Back to queued only when the call certainly never reached Amazon.
  sending: ['queued', 'sent', 'accepted'],
  sent: ['queued', 'accepted', 'verified', 'rejected'],
  // Back to queued only by a person, when Amazon has not shown it for long.
  accepted: ['queued', 'verified', 'rejected'],
  verified: [],
  // verified: an earlier try had worked after all, and Amazon shows it late.
  rejected: ['queued', 'verified', 'withdrawn'],
  withdrawn: ['queued'],
};

export const isUnderWay = (state: WriteState): boolean =>
  state === 'queued' || state === 'sending' || state === 'sent' || state === 'accepted';
