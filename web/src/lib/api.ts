import { z } from 'zod';
import { ApiProblem } from './api-problem.ts';

type Values = Record<string, string | number | boolean | undefined>;
type Call = { query?: Values; json?: unknown; form?: FormData; method?: string; headers?: Record<string, string>; signal?: AbortSignal };

const problemShape = z.object({
  title: z.string().catch(''),
  detail: z.string().optional().catch(undefined),
  code: z.string().catch('UNKNOWN'),
  remedy: z.string().optional().catch(undefined),
  problems: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .catch(undefined),
});

/** The address of a route of the desk; empty and undefined values are left out. */
export function apiUrl(path: string, query: Values = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  // The door of the desk has no version: it answers before anybody is known.
  return `/api${path.startsWith('/auth/') ? '' : '/v1'}${path}${text ? `?${text}` : ''}`;
}

/** Asks the desk and checks the answer against its contract. Throws ApiProblem. */
export async function api<S extends z.ZodType>(shape: S, path: string, call: Call = {}): Promise<z.output<S>> {
  const response = await callDesk(path, call);
  const answer = shape.safeParse(response.status === 204 ? undefined : await response.json());
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  throw new ApiProblem({
    status: response.status,
    code: 'UNEXPECTED_ANSWER',
    title: `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  });
}

/** A network that is gone often does not say so: for what may be sent again, this long without an answer counts as gone. */
export const soon = (): AbortSignal => AbortSignal.timeout(8_000);

/** A file that the desk makes on request. Throws ApiProblem. */
export const apiFile = async (path: string, call: Call): Promise<Blob> => (await callDesk(path, call)).blob();

async function callDesk(path: string, call: Call): Promise<Response> {
  const { query, json, form, signal } = call;
  const headers = new Headers(call.headers);
  if (json !== undefined) headers.set('content-type', 'application/json');
  const body = form ?? (json === undefined ? null : JSON.stringify(json));
  const method = call.method ?? (body === null ? 'GET' : 'POST');
  const response = await fetch(apiUrl(path, query), { method, headers, body, signal: signal ?? null }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiProblem({ status: 0, code: 'OFFLINE', title: 'The desk does not answer' });
  });
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const parsed = problemShape.safeParse(await response.json().catch(() => ({})));
  const body = parsed.data ?? { title: '', code: 'UNKNOWN', detail: undefined, remedy: undefined, problems: undefined };
  const { title, code, detail, remedy, problems } = body;
  return new ApiProblem({ status: response.status, code, title: title || response.statusText, detail, remedy, fields: problems });
}
