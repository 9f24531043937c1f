import type { z } from 'zod';
import type { Bought, BuyOutcome } from '#src/modules/labels/ports.ts';
import type { WriteOutcome } from '#src/modules/writes/ports.ts';

/** Amazon's first error, in all its words. */
export function refusalOf({ status, errors: [error] }: WriteOutcome & { kind: 'rejected' }): { code: string; message: string } {
  const said = [error?.message, error?.details].filter((text) => text !== undefined && text !== '');
  return { code: error?.code || String(status), message: said.join(' ') };
}

/** What came of a purchase. A good answer that cannot be read leaves it unknown: the label is bought, but not in our hands. */
export function outcomeOf<T>(outcome: WriteOutcome<{ body: unknown }>, shape: z.ZodType<T>, bought: (answer: T) => Bought): BuyOutcome {
  if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
  if (outcome.kind === 'rejected') return { kind: 'refused', ...refusalOf(outcome) };
  const answer = shape.safeParse(outcome.body);
  return answer.success ? { kind: 'bought', bought: bought(answer.data) } : { kind: 'unknown', why: 'unreadable' };
}
