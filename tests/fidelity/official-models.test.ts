import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findModel, MODEL_FILES } from './find-model.ts';
import { modelChecks, strictSchema } from './model-schema.ts';
import { officialCases, officialContract } from './official-models.ts';

/** A model of our own in the form of Amazon's. */
const model = {
  swagger: '2.0',
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        responses: {
          '200': {
            schema: { $ref: '#/definitions/Thing' },
            'x-amzn-api-sandbox': { static: [{ request: { parameters: { id: { value: '7' } } }, response: { name: 'seven' } }] },
          },
          '204': { description: 'Nothing.' },
        },
      },
    },
  },
  definitions: {
    Thing: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        at: { type: 'string', format: 'date-time' },
        size: { type: 'number', format: 'double', 'x-docs': true },
        colour: { type: 'string', description: 'Its colour.\n\n**Possible values**: `RED`, `GREEN`. **Note:** `BLUE` is gone.' },
        parts: { type: 'array', description: '**Possible values**: `LID`', items: { type: 'string' } },
      },
    },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (path: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(model));
};

test("models are found in a flat folder and in a clone of Amazon's repository", () => {
  expect(() => findModel(folder, 'sellers.json')).toThrow('WAYBILL_SPAPI_MODELS: sellers.json');
  put('models/sellers-api-model/sellers.json');
  expect(findModel(folder, 'sellers.json').definitions['Thing']).toBeDefined();
  put('ordersV0.json');
  expect(findModel(folder, 'ordersV0.json').paths['/things/{id}']).toBeDefined();
});

test('a contract objects to what the models do not document, and the cases come with their requests', () => {
  for (const file of MODEL_FILES) put(file);
  const { problems, operations } = officialContract(folder);
  expect(operations[0]).toMatchObject({ method: 'GET', path: '/things/{id}', statuses: [200, 204] });
  const answer = { method: 'GET', path: '/things/7', status: 200 };
  expect(problems({ ...answer, body: { name: 'seven' } })).toEqual([]);
  expect(problems({ ...answer, body: {} })).toHaveLength(1);
  expect(problems({ ...answer, status: 404, body: {} })).toEqual(['getThing (orders_2026-01-01.json) never answers 404.']);
  expect(problems({ ...answer, status: 204, body: {} })).toEqual(['There must be no body.']);
  expect(problems({ ...answer, path: '/things', body: {} })).toHaveLength(1);
  expect(officialCases(folder)[0]).toMatchObject({
    operation: 'getThing',
    status: 200,
    parameters: { id: '7' },
    response: { name: 'seven' },
  });
});

test('a schema is read more strictly than its letter', () => {
  const check = modelChecks(model.definitions)({ $ref: '#/definitions/Thing' });
  const isFine = (more: object) => check({ name: 'x', ...more }).length === 0;
  expect(isFine({ at: '2026-01-01T00:00:00.5Z', size: 1.5, colour: 'RED', parts: ['LID'] })).toBe(true);
  const wrong = [{ extra: 1 }, { at: 'yesterday' }, { at: '2026-13-01T00:00:00Z' }, { colour: 'BLUE' }, { parts: ['FOOT'] }, { size: '1' }];
  expect(wrong.filter(isFine)).toEqual([]);
  expect(() => strictSchema({ type: 'string', contentEncoding: 'base64' })).toThrow('contentEncoding');
});
