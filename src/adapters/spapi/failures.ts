import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { said } from '#src/kernel/compact.ts';
import type { AmazonError } from '#src/modules/writes/ports.ts';

const text = z.union([z.string(), z.number()]).transform(String).catch('');
const errorShape = z.object({ code: text, message: text, details: text.optional() });
const envelope = z.union([
  z.object({ errors: z.array(errorShape) }),
  z.object({ payload: z.object({ errors: z.array(errorShape) }) }).transform(({ payload }) => payload),
]);

/** Every error of Amazon's envelope, at the root or in the payload; none if there is no envelope. */
export function amazonErrors(body: unknown, redact: (text: string) => string): AmazonError[] {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return [];
  return parsed.data.errors.map(({ code, message, details }) => {
    const more = said(details);
    return { code: redact(code), message: redact(message), ...(more && more !== message ? { details: redact(more) } : {}) };
  });
}

export type Facts = { operation: string; status?: number; requestId?: string | undefined; errors?: readonly AmazonError[] };

/** Amazon read the request and said no. Repeating it as it is would change nothing. */
export const refused = (facts: Facts) =>
  new AppError('AMAZON_REFUSED', `Amazon refused ${facts.operation} (${inWords(facts)})`, { data: { ...facts } });

/** The credentials or a role are missing: nothing works until the seller acts. */
export const unauthorised = (facts: Facts) =>
  new AppError('AMAZON_UNAUTHORISED', `Amazon does not let this account use ${facts.operation} (${inWords(facts)})`, {
    data: { ...facts },
  });

/** No quota before `nextAt`; nothing was done. */
export const throttled = (facts: Facts, nextAt: Date) =>
  new AppError('AMAZON_THROTTLED', `no quota for ${facts.operation} before ${nextAt.toISOString()}`, { data: { ...facts, nextAt } });

/** No usable answer after all attempts. */
export const unavailable = (facts: Facts & { why: string; attempts: number }) =>
  new AppError('AMAZON_UNAVAILABLE', `${facts.operation} got no answer from Amazon after ${facts.attempts} attempts (${facts.why})`, {
    data: { ...facts },
  });

/** An answer of another shape than Amazon documents. */
export const notUnderstood = (facts: Facts, error: z.ZodError) => {
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.') || 'the answer';
  return new AppError('AMAZON_ANSWER', `${facts.operation}: ${where}: ${issue?.message ?? 'unexpected shape'}`, { data: { ...facts } });
};

const inWords = ({ status, errors = [] }: Facts) =>
  [status, ...errors.map(({ code, message, details }) => [code, message, details].filter(Boolean).join(': '))].filter(Boolean).join(' ');
