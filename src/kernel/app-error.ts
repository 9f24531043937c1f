import { type ErrorCode, errorCodes } from './error-codes.ts';

/** One thing that is wrong with the input: where, and what would be right. Never holds the value itself. */
export type Problem = { field: string; message: string };

/**
 * The one error class. `code` is stable and listed in docs/errors.md; `message` names the field, the shape of the
 * value and the remedy, and never holds personal data or secrets.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    more: { problems?: readonly Problem[]; data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.problems = more.problems ?? [];
    this.data = more.data ?? {};
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** For the end of a switch over a closed set: the compiler refuses a forgotten case. */
export function unreachable(value: never): never {
  throw new AppError('INTERNAL', `a value outside its closed set reached code that cannot handle it: ${typeof value}`);
}
