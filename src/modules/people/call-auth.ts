import { APIError } from 'better-auth/api';
import { placeHeader } from './auth.ts';
import type { Caller } from './people-deps.ts';

export const headersOf = ({ place, cookie, browser }: Caller): Headers => {
  const headers = new Headers({ [placeHeader]: place });
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (browser !== undefined) headers.set('user-agent', browser.slice(0, 300));
  return headers;
};

export type Answered<T> = { ok: true; answer: T; cookies: string[] } | { ok: false; code: string; status: number };

/** Asks better-auth; a refusal of its own is an answer, anything else is thrown on. */
export async function askAuth<T>(asked: Promise<{ headers: Headers; response: T }>): Promise<Answered<T>> {
  try {
    const { headers, response } = await asked;
    return { ok: true, answer: response, cookies: headers.getSetCookie() };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    return { ok: false, code: error.body?.code ?? '', status: error.statusCode };
  }
}
