import { z } from 'zod';

/**
 * here: shown by the grid. hidden: here, but the filter that is set hides it. other_account: here, in another account than the one
 * that is chosen. pending: Amazon waits for the payment.
 * cancelled: it was cancelled. was_missing: it was not here; Amazon showed it and it is now. quarantined: here, but not
 * understood. other_system: the id is not one of an Amazon store (MCF, removal). refused: Amazon does not answer for the
 * account, for want of a role or of good credentials. busy: it gives no answer just now. behind: the sweep has not come so far. not_connected: the account cannot ask Amazon. unknown: no account's
 * Amazon knows it. nothing: no order has this name, e-mail or number.
 */
const findingKinds = [
  'here',
  'hidden',
  'other_account',
  'pending',
  'cancelled',
  'was_missing',
  'quarantined',
  'other_system',
  'refused',
  'busy',
  'behind',
  'not_connected',
  'unknown',
  'nothing',
] as const;

export const finding = z.object({
  kind: z.enum(findingKinds),
  accountId: z.string().nullable(),
  orderId: z.string().nullable(),
  /** What the finding rests on, as values of its sentence. */
  evidence: z.record(z.string(), z.string()),
  /** What mends it: open the order, remove the filter, read its answer in quarantine again, sweep now, connect the account, ask again. */
  fix: z.enum(['open', 'clear-filter', 'replay', 'sweep', 'connect', 'again', 'wait']).nullable(),
});
export type Finding = z.infer<typeof finding>;

export const whereQuery = z.object({
  text: z.string().trim().min(1).max(200),
  /** The filter that is set in the grid, if the question comes from there. */
  account: z.string().regex(/^\d+$/).optional(),
  tab: z.string().max(40).optional(),
  q: z.string().max(10_000).optional(),
});
export const whereAnswer = z.object({ text: z.string(), findings: z.array(finding) });
