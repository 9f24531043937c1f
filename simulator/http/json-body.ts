import type { z } from 'zod';
import { ApiFailure, invalidInput } from './api-failure.ts';
import type { Incoming } from './operation.ts';

/**
 * The body as JSON of the given shape; otherwise Amazon's 400 that names the fields. Another media type gets 415, or 400
 * from an operation that does not document 415.
 */
export function jsonBody<S extends z.ZodType>(incoming: Incoming, shape: S, otherType: 415 | 400 = 415): z.infer<S> {
  const type = incoming.headers['content-type'];
  if (type !== undefined && !/^application\/(?:\w+\+)?json\b/i.test(type)) {
    const message = `Content-Type ${type} is not supported; send application/json.`;
    throw otherType === 400 ? invalidInput(message) : new ApiFailure(415, [{ code: 'UnsupportedMediaType', message }]);
  }
  const parsed = shape.safeParse(parse(incoming.body));
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
  throw invalidInput('Invalid Input', details);
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? undefined : JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidInput('Invalid Input', 'The request body is not valid JSON.');
  }
}
