import type { StateTable } from '#src/kernel/states.ts';
import type { Refund } from './ports.ts';

export const labelStates = ['asked', 'buying', 'unsure', 'bought', 'voiding', 'voided', 'refused'] as const;
export type LabelState = (typeof labelStates)[number];

export const labelMoves: StateTable<LabelState> = {
  // refused: the order was cancelled, or its price has run out, before it was sent. unsure: so after an earlier try.
  asked: ['buying', 'unsure', 'refused'],
  // Back to asked only when the call certainly never reached the carrier.
  buying: ['asked', 'unsure', 'bought', 'refused'],
  // Back to asked only after the carrier was asked and knows of nothing.
  unsure: ['asked', 'bought', 'refused'],
  bought: ['voiding'],
  // Back to bought when the carrier refuses the refund: the label is still good.
  voiding: ['voided', 'bought'],
  voided: [],
  refused: [],
};

type Given = { state: LabelState; refund: Refund };

/** The carrier has taken it back. The money may come weeks later: the label is of no use from here on. */
export const isGivenBack = ({ state, refund }: Given): boolean => state === 'voided' || (state === 'voiding' && refund === 'pending');

/** It covers its units: they cannot be labelled again. */
export const isLive = (label: Given): boolean => label.state !== 'refused' && !isGivenBack(label);
