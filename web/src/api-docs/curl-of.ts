import { exampleOf } from './example-of.ts';
import type { Operation } from './openapi.ts';

/** The operation as a command for the shell, with a key in the environment and made-up values. */
export function curlOf({ method, path, parameters, requestBody }: Operation, origin: string): string {
  const query = parameters.filter((one) => one.in === 'query' && one.required).map((one) => `${one.name}=${text(exampleOf(one.schema))}`);
  const lines = [`curl '${origin}${path}${query.length > 0 ? `?${query.join('&')}` : ''}'`];
  if (method !== 'GET') lines.push(`-X ${method}`);
  lines.push(`-H "Authorization: Bearer $WAYBILL_KEY"`);
  for (const header of parameters.filter((one) => one.in === 'header' && one.required))
    lines.push(`-H '${header.name}: ${text(exampleOf(header.schema))}'`);
  const body = requestBody?.content['application/json']?.schema;
  if (body) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(exampleOf(body))}'`);
  else if (requestBody?.content['multipart/form-data']) lines.push(`-F 'file=@orders.txt'`);
  return lines.join(' \\\n  ');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
