import { exampleOf } from './example-of.ts';
import type { Operation, Schema } from './openapi.ts';

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
  const form = requestBody?.content['multipart/form-data']?.schema;
  if (form) lines.push(...formLines(form));
  return lines.join(' \\\n  ');
}

/** What must be there, and the account, which nearly every upload needs; the file comes last. */
const formLines = ({ properties = {}, required = [] }: Schema): string[] =>
  Object.entries(properties).flatMap(([name, schema]) => {
    if (name === 'file') return [`-F 'file=@file.txt'`];
    return required.includes(name) || name === 'account' ? [`-F '${name}=${text(exampleOf(schema))}'`] : [];
  });

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
