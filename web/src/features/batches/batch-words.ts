import i18next from 'i18next';
import type { BatchRow, BatchView } from '#src/modules/batches/contract.ts';
import type { Tone } from '../../components/badge.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { reasonText } from '../labels/label-words.ts';
import type { OutcomeRow } from '../writes/outcome-list.tsx';

export const stateTones: Record<BatchView['state'], Tone> = {
  checking: 'info',
  ready: 'accent',
  buying: 'info',
  paused: 'warn',
  done: 'good',
  cancelled: 'outline',
};

/** What a row is in the words that every bulk action uses. */
export function outcomeOf({ phase, outcome }: Pick<BatchRow, 'phase' | 'outcome'>): OutcomeRow['outcome'] {
  if (phase === 'bought') return 'done';
  if (phase === 'refused') return 'failed';
  if (phase === 'unsure') return 'warning';
  if (phase === 'skipped' || phase === 'voided' || phase === 'voiding' || phase === 'dropped') return 'skip';
  return outcome === 'warning' ? 'warning' : 'will';
}

/** It is the desk's turn: nothing is known yet. */
export const isPending = ({ phase }: Pick<BatchRow, 'phase'>): boolean => phase === 'waiting' || phase === 'wanted' || phase === 'buying';

/** What stands beside a row: where it is, and why. */
export function rowText({ phase, reasons, said }: BatchRow): string {
  const why = reasons.map(({ key, values }) => reasonText(key, values)).join(' ');
  const own = [why, said ?? ''].filter(Boolean).join(' ');
  const state = i18next.t(`batches.phases.${phase}`);
  if (phase === 'ready' || phase === 'skipped') return own;
  return phase === 'refused' || phase === 'unsure' ? [state, own].filter(Boolean).join(': ') : state;
}

/** Sums in their own currencies, one after the other. */
export const sumText = (totals: readonly { amount: string; currency: string }[]): string =>
  totals.map(({ amount, currency }) => formatMoney(amount, currency)).join(' + ');

/** How many seconds Amazon's own limits leave at least: six rates and two labels a second. */
export const secondsLeft = ({ counts }: Pick<BatchView, 'counts'>): number =>
  Math.ceil((counts.waiting ?? 0) / 6 + ((counts.wanted ?? 0) + (counts.buying ?? 0)) / 2);
