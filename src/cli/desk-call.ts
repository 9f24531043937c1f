import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { type ErrorCode, errorCodes } from '#src/kernel/error-codes.ts';

export type Call = {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  headers?: Readonly<Record<string, string>>;
  body?: { type: string; content: string | AsyncIterable<Uint8Array> };
  signal: AbortSignal;
};

/**
 * One request to a desk; gives what it answered. `node:http` and not `fetch`, which gives up on an answer that takes more
 * than five minutes: a large import does. Throws the desk's own error, or DATABASE_UNAVAILABLE when it does not answer.
 */
export async function callDesk(url: string, call: Call): Promise<unknown> {
  const target = new URL(call.path, url);
  for (const [name, value] of Object.entries(call.query ?? {})) if (value !== undefined) target.searchParams.set(name, value);
  const { status, text } = await exchange(target, call);
  const answer: unknown = text === '' ? undefined : parsed(text);
  if (status >= 200 && status < 300) return answer;
  throw errorOf(status, answer);
}

function exchange(target: URL, { method, headers, body, signal }: Call): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(target, {
      method,
      signal,
      agent: false,
      headers: { ...headers, ...(body ? { 'content-type': body.type } : {}) },
    });
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
        // A refusal may come before the upload is through.
        outgoing.destroy();
      });
    });
    outgoing.on('error', (cause) => {
      if (signal.aborted) reject(cause);
      else if (!answered) reject(new AppError('DATABASE_UNAVAILABLE', `the desk at ${target.origin} does not answer`, { cause }));
    });
    if (body === undefined || typeof body.content === 'string') outgoing.end(body?.content);
    else {
      const content = Readable.from(body.content, { objectMode: false });
      content.on('error', (cause) => {
        reject(cause);
        outgoing.destroy();
      });
      outgoing.on('close', () => content.destroy());
      content.pipe(outgoing);
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const problem = z.object({ code: z.string(), detail: z.string().catch(''), title: z.string().catch('') });
const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);

function errorOf(status: number, answer: unknown): AppError {
  const { data } = problem.safeParse(answer);
  if (data && isCode(data.code)) return new AppError(data.code, data.detail || data.title);
  return new AppError('INTERNAL', `the desk answered with status ${status}`);
}
