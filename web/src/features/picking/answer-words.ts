import i18next from 'i18next';
import { textOr } from '../../lib/language.ts';
import type { Answer } from './pick-sender.ts';

/** What the desk said of a deed, in words; after a pick also into which tote it goes. */
export function answerWords({ outcome, problem }: Answer): { text: string; good: boolean } {
  if (problem) return { text: problem.message, good: false };
  if (!outcome) return { text: i18next.t('pick.putBackDone'), good: true };
  const { key, values } = outcome.said;
  const words = textOr(key, key, values);
  const totes = outcome.picks.flatMap(({ tote }) => (tote === null ? [] : [tote]));
  return { text: key === 'picking.said.picked' && totes.length > 0 ? `${words} → ${totes.join(', ')}` : words, good: outcome.ok };
}
