import { AppError } from '#src/kernel/app-error.ts';
import type { Guard } from '#src/modules/guards/contract.ts';
import type { DeedOutcome } from './contract.ts';

export type Said = DeedOutcome['said'];

/** What the picker's screen says where a deed does not fit. Thrown inside the transaction, so nothing of it stays. */
export const refused = (key: string, values: Record<string, string> = {}): AppError =>
  new AppError('NOT_ALLOWED_NOW', `this does not fit here (${key})`, { data: { said: { key, values } } });

/** The words of a refusal, where an error is one: a guard that stands in the way, units that are there no longer. */
export function saidBy(error: unknown): Said | undefined {
  if (!(error instanceof AppError) || error.code !== 'NOT_ALLOWED_NOW') return undefined;
  const { said, guard, reason } = error.data as { said?: Said; guard?: Guard; reason?: string };
  if (said) return said;
  if (guard) return { key: guard.key, values: guard.values };
  return { key: reason ?? 'picking.stop.changed', values: {} };
}
