import type { Reply } from './operation.ts';

export type ApiError = { code: string; message: string; details?: string };

/** An answer in Amazon's error envelope, thrown from wherever the rule is checked. */
export class ApiFailure extends Error {
  readonly reply: Reply;

  constructor(status: number, errors: ApiError[]) {
    super(errors.map((error) => error.message).join(' '));
    this.reply = { status, body: { errors: errors.map((error) => ({ ...error, details: error.details ?? '' })) } };
  }
}

export const invalidInput = (message: string, details?: string) =>
  new ApiFailure(400, [{ code: 'InvalidInput', message, ...(details === undefined ? {} : { details }) }]);

export const notFound = (message: string) => new ApiFailure(404, [{ code: 'NotFound', message }]);

/** Amazon's one 403: the reason stands in `details`, where clients look for "expired". */
export const denied = (details: string) =>
  new ApiFailure(403, [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details }]);
