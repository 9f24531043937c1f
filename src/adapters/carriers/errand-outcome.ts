import { AppError } from '#src/kernel/app-error.ts';
import type { ErrandResult } from '#src/modules/handover/ports.ts';
import { codeOf } from './carrier-http.ts';

/** The carrier's refusal by its code; its words are left out, which may repeat an address. */
export const refusedBy = (body: unknown): { kind: 'refused'; code: string; message: string } => ({
  kind: 'refused',
  code: codeOf(body),
  message: '',
});

/** Of something that leaves nothing behind but its number. */
export const doneElsewhere = (number: string | null): ErrandResult => ({ number, facts: {}, handle: {}, file: null });

export const notThisErrand = (): never => {
  throw new AppError('INTERNAL', 'this carrier was asked for an errand that it does not do');
};
