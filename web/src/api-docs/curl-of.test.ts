import { expect, test } from 'vitest';
import { curlOf } from './curl-of.ts';
import type { Operation, Schema } from './openapi.ts';

const operation = (content: Record<string, { schema: Schema }>): Operation => ({
  id: 'post-x',
  method: 'POST',
  path: '/api/v1/imports/orders',
  parameters: [],
  responses: {},
  requestBody: { content },
});
const lines = (content: Record<string, { schema: Schema }>) => curlOf(operation(content), 'https://desk.example').split(' \\\n  ');

test('an upload is sent as a form: fields first, the file last', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      account: { type: 'string', pattern: String.raw`^\d+$` },
      note: { type: 'string' },
      file: { type: 'string', format: 'binary' },
    },
    required: ['file'],
  };
  expect(lines({ 'multipart/form-data': { schema } })).toEqual([
    "curl 'https://desk.example/api/v1/imports/orders'",
    '-X POST',
    '-H "Authorization: Bearer $WAYBILL_KEY"',
    "-F 'account=1'",
    "-F 'file=@file.txt'",
  ]);
});

test('JSON is sent with its type', () => {
  const schema: Schema = { type: 'object', properties: { paused: { type: 'boolean' } }, required: ['paused'] };
  expect(lines({ 'application/json': { schema } }).slice(3)).toEqual([`-H 'Content-Type: application/json'`, `-d '{"paused":true}'`]);
});
