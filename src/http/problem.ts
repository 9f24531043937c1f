import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { errorCodes } from '#src/kernel/error-codes.ts';
import { describe, type Log } from '#src/platform/log.ts';

/** Every error answer (RFC 9457). `code` is stable and listed in docs/errors.md. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  remedy: z.string(),
  problems: z.array(z.object({ field: z.string(), message: z.string() })),
  /** Stands in the log beside what happened. */
  id: z.string(),
});

/** Turns whatever was thrown into a problem; the HTTP status is decided here and nowhere else. */
export const answerProblem = (log: Log) => (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const error = asAppError(thrown);
  const { title, remedy, status, fault } = errorCodes[error.code];
  const fields = {
    id: request.id,
    method: request.method,
    route: request.routeOptions.url,
    code: error.code,
    error: describe(error.cause ?? error),
  };
  if (fault === 'ours') log.error(fields, 'a request failed');
  else log.info({ id: request.id, route: request.routeOptions.url, code: error.code }, 'a request was refused');
  // What refuses for a time says for how long, in seconds.
  if (status === 429 && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', typeof error.data['retryAfter'] === 'number' ? error.data['retryAfter'] : 60);
  return reply
    .status(status)
    .header('x-content-type-options', 'nosniff')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `https://waybill.invalid/errors/${error.code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      code: error.code,
      detail: fault === 'ours' && error.code === 'INTERNAL' ? title : error.message,
      remedy,
      problems: [...error.problems],
      id: request.id,
    } satisfies z.infer<typeof problem>);
};

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const problems = thrown.validation.map((issue) => ({
      field: issue.instancePath.replace(/^\//, '').replaceAll('/', '.') || thrown.validationContext || 'body',
      message: issue.message ?? 'is not valid',
    }));
    return new AppError('INVALID_INPUT', `the request is not valid: ${problems.map((p) => `${p.field} ${p.message}`).join('; ')}`, {
      problems,
    });
  }
  const status = (thrown as FastifyError | undefined)?.statusCode;
  const message = thrown instanceof Error ? thrown.message : 'unknown reason';
  if (status === 413) return new AppError('TOO_LARGE', message);
  if (status === 415) return new AppError('UNSUPPORTED_MEDIA', message);
  if (status === 429) return new AppError('RATE_LIMITED', message);
  if (status === 404) return new AppError('NOT_FOUND', message);
  if (status !== undefined && status >= 400 && status < 500) return new AppError('INVALID_INPUT', message);
  return new AppError('INTERNAL', 'something broke', { cause: thrown });
}
