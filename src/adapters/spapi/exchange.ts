export type HttpRequest = { url: string; method: string; headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> };

/**
 * One question and what came of it. `lost` has no answer at all; `sent: false` means that it certainly never left this
 * machine. An answer without `body` was cut off behind its head.
 */
export type Exchange =
  | { kind: 'answer'; status: number; headers: Headers; body: Uint8Array<ArrayBuffer> | undefined }
  | { kind: 'lost'; sent: boolean; why: 'refused' | 'reset' | 'timeout' };

/** The connection was never made: nobody there, no such name, no way, no trust. A route may also be lost in the middle. */
const neverMade = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$|CERT/;
const unreachable = /^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** Sends a request and reads the whole answer, `timeoutMs` at most for both together. Never throws. */
export async function exchange(send: typeof fetch, request: HttpRequest, timeoutMs: number): Promise<Exchange> {
  // Not AbortSignal.timeout: on some versions of Node it may never fire once it is combined.
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  const { url, method, headers, body } = request;
  try {
    const response = await send(url, {
      method,
      headers,
      redirect: 'error',
      signal: controller.signal,
      ...(body === undefined ? {} : { body }),
    });
    const bytes = await bytesOf(response).catch(() => undefined);
    return { kind: 'answer', status: response.status, headers: response.headers, body: bytes };
  } catch (error) {
    if (controller.signal.aborted) return { kind: 'lost', sent: true, why: 'timeout' };
    return wasNeverSent(error) ? { kind: 'lost', sent: false, why: 'refused' } : { kind: 'lost', sent: true, why: 'reset' };
  } finally {
    clearTimeout(timer);
  }
}

/** Reports of a large shop have some tens of megabytes; what was packed for the way only has no other limit. */
export const largestAnswer = 512 * 1024 * 1024;

/** The whole body. Throws when it is cut off, or larger than anything that Amazon was asked for. */
export async function bytesOf(response: Response, most = largestAnswer): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new RangeError(`an answer of more than ${most} bytes`);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** fetch wraps what went wrong, and wraps it again where it tried several addresses. */
function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!('code' in error) || typeof error.code !== 'string') return wasNeverSent(error.cause);
  const isConnecting = 'syscall' in error && error.syscall === 'connect';
  return neverMade.test(error.code) || (isConnecting && unreachable.test(error.code));
}

/** JSON text of an answer; undefined for a body that was cut off or is none. Empty is null. */
export function jsonOf(body: Uint8Array | undefined): { value: unknown } | undefined {
  if (!body) return undefined;
  if (body.length === 0) return { value: null };
  const text = new TextDecoder().decode(body);
  try {
    // PostgreSQL stores neither NUL nor half a character; both come only from escapes, which are rare.
    return { value: /\\u(0000|d[89a-f])/i.test(text) ? JSON.parse(text, storable) : JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const storable = (_key: string, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value);
