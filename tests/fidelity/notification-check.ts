import { Ajv } from 'ajv';
import { findJson, type Schema } from './find-model.ts';

/**
 * Makes a check from Amazon's schema of a notification. Stricter than its letter, as for answers: nothing may be in a
 * message that the schema does not name. A check gives what is wrong; nothing when all is well. There is none where the
 * folder holds models only: in Amazon's repository the schemas stand beside them.
 */
export function notificationCheck(folder: string, file: string): ((message: unknown) => string[]) | undefined {
  const schema = findJson(folder, file);
  if (schema === undefined) return undefined;
  const validate = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true }).compile(strict(schema as Schema));
  return (message) =>
    validate(message) ? [] : (validate.errors ?? []).map(({ instancePath, message: text }) => `${instancePath || '/'} ${text ?? ''}`);
}

/** What says where a schema comes from, or shows an example, is left out. */
const SILENT = new Set(['$id', '$schema', 'examples', 'title', 'description', 'default']);

function strict(schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([keyword]) => !SILENT.has(keyword));
  const deep = kept.map(([keyword, value]): [string, unknown] => {
    if (keyword === 'properties') return [keyword, ofEach(value as Record<string, Schema>)];
    if (keyword === 'items' || keyword === 'additionalItems') return [keyword, typeof value === 'object' ? strict(value as Schema) : value];
    if (keyword === 'anyOf' || keyword === 'oneOf') return [keyword, (value as Schema[]).map(strict)];
    return [keyword, value];
  });
  const result: Schema = Object.fromEntries(deep);
  return result['properties'] === undefined ? result : { ...result, additionalProperties: false };
}

const ofEach = (schemas: Record<string, Schema>) => Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, strict(each)]));
