import type { z } from 'zod';
import { exchange, jsonOf } from '#src/adapters/spapi/exchange.ts';
import { AppError } from '#src/kernel/app-error.ts';
import type { LabelPaper } from '#src/modules/labels/ports.ts';

export type CarrierConnection = { baseUrl: string; authorization: string; timeoutMs?: number; fetch?: typeof fetch };
export type CarrierAnswer = { kind: 'answer'; status: number; body: unknown } | { kind: 'unknown'; why: string };

/**
 * One call to a carrier's HTTP interface. Throws CARRIER_UNAVAILABLE (never sent, or too many calls) and CARRIER_UNAUTHORISED:
 * then certainly nothing was done. `unknown`: it was sent, and the answer was lost or broken.
 */
export async function callCarrier(
  { baseUrl, authorization, timeoutMs = 30_000, fetch: send = fetch }: CarrierConnection,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<CarrierAnswer> {
  const request = {
    url: `${baseUrl.replace(/\/$/, '')}${path}`,
    method,
    headers: { accept: 'application/json', authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const outcome = await exchange(send, request, timeoutMs);
  if (outcome.kind === 'lost') {
    if (!outcome.sent) throw new AppError('CARRIER_UNAVAILABLE', 'the carrier could not be reached; it is tried again');
    return { kind: 'unknown', why: outcome.why };
  }
  const { status } = outcome;
  if (status === 401 || status === 403)
    throw new AppError('CARRIER_UNAUTHORISED', 'the carrier does not take the key of this account; set a new one');
  if (status === 429) throw new AppError('CARRIER_UNAVAILABLE', 'the carrier has had too many calls; it is tried again');
  const json = jsonOf(outcome.body);
  return status >= 500 || !json ? { kind: 'unknown', why: `status ${status}` } : { kind: 'answer', status, body: json.value };
}

/** The same for a question, which changes nothing: no good answer is an error too. */
export async function askCarrier(connection: CarrierConnection, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const answer = await callCarrier(connection, method, path, body);
  if (answer.kind === 'unknown') throw new AppError('CARRIER_UNAVAILABLE', `the carrier gave no usable answer (${answer.why})`);
  if (answer.status >= 300)
    throw new AppError('CARRIER_REFUSED', `the carrier refused the question (status ${answer.status}, ${codeOf(answer.body)})`);
  return answer.body;
}

/** An answer in its shape. Throws CARRIER_REFUSED for another one. */
export function readAs<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') || 'the answer';
  throw new AppError('CARRIER_REFUSED', `the carrier answered in another shape than it documents (${where})`);
}

/** The file of a label, at the address that the carrier gave for it. */
export async function fetchFile({ timeoutMs = 30_000, fetch: send = fetch }: CarrierConnection, url: string): Promise<Uint8Array | null> {
  const outcome = await exchange(send, { url, method: 'GET', headers: {} }, timeoutMs);
  return outcome.kind === 'answer' && outcome.status === 200 && outcome.body ? outcome.body : null;
}

/** The forms of a label that come as PDF or picture; what cannot be fetched is left out, as the label itself is bought. */
export async function fetchPapers(
  connection: CarrierConnection,
  forms: readonly { kind: string; url: string | null | undefined }[],
): Promise<LabelPaper[]> {
  const papers: LabelPaper[] = [];
  for (const { kind, url } of forms) {
    const bytes = url ? await fetchFile(connection, url) : null;
    const head = Buffer.from(bytes?.subarray(0, 4) ?? []).toString('latin1');
    if (bytes && head === '%PDF') papers.push({ kind, format: 'pdf', bytes });
    else if (bytes && head.endsWith('PNG')) papers.push({ kind, format: 'png', bytes });
  }
  return papers;
}

/** The carrier's own code of an error; never its words, which may repeat an address. */
export function codeOf(body: unknown): string {
  const error = at(body, 'error');
  const code = at(error, 'code') ?? at(body, 'code') ?? at(error, 'type');
  return typeof code === 'string' ? code.slice(0, 80) : 'no code';
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
