import { Ajv } from 'ajv';
import type { Schema } from './find-model.ts';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
/** By this name every schema finds the definitions of its model. */
const MODEL = 'model';
const KEPT = new Set([
  'type',
  'format',
  'enum',
  'pattern',
  'required',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
]);
const NUMBER_FORMATS = new Set(['int32', 'int64', 'float', 'double']);

/**
 * A Swagger 2.0 schema as JSON Schema, stricter than its letter: an answer must hold nothing that Amazon does not document,
 * so objects take no other properties, and a text whose description lists its possible values takes no other value.
 * A keyword that is not understood is an error, so that no rule of a newer model is passed over in silence.
 */
export function strictSchema(schema: Schema, definitions: Record<string, Schema> = {}): Schema {
  if (Array.isArray(schema['allOf'])) return strictSchema(merged(schema['allOf'] as Schema[], definitions), definitions);
  const strict: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref') strict[keyword] = `${MODEL}${String(value)}`;
    else if (keyword === 'properties') {
      strict[keyword] = Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, each]) => [name, strictSchema(each, definitions)]),
      );
      strict['additionalProperties'] ??= false;
    } else if (keyword === 'additionalProperties')
      strict[keyword] = typeof value === 'object' ? strictSchema(value as Schema, definitions) : value;
    else if (keyword === 'items') strict[keyword] = strictSchema(withWords(schema, value as Schema), definitions);
    // A type of media says nothing about the text that holds such a file.
    else if (keyword === 'format' && (NUMBER_FORMATS.has(String(value)) || String(value).includes('/'))) continue;
    else if (keyword === 'format' && value === 'dateTime') strict[keyword] = 'date-time';
    else if (KEPT.has(keyword)) strict[keyword] = value;
    else if (
      keyword !== 'description' &&
      keyword !== 'example' &&
      keyword !== 'default' &&
      keyword !== 'title' &&
      !keyword.startsWith('x-')
    )
      throw new Error(`A schema holds "${keyword}", which the checks do not know; teach it to model-schema.ts.`);
  }
  const words = schema['type'] === 'string' && schema['enum'] === undefined ? possibleValues(schema['description']) : [];
  return words.length === 0 ? strict : { ...strict, enum: words };
}

/** Several objects that one object has to be at once, as the one that it is; their definitions may refer to others. */
function merged(parts: Schema[], definitions: Record<string, Schema>): Schema {
  const whole = parts.map((part) => definitions[String(part['$ref']).replace('#/definitions/', '')] ?? part);
  const of = <T>(keyword: string) => whole.map((part) => part[keyword] as T | undefined);
  return {
    type: 'object',
    properties: Object.assign({}, ...of<Schema>('properties')) as Schema,
    required: of<string[]>('required').flatMap((names) => names ?? []),
  };
}

/** The values that a list's description names are those of its entries. */
function withWords(list: Schema, items: Schema): Schema {
  return items['description'] === undefined && items['type'] === 'string' ? { ...items, description: list['description'] } : items;
}

/** What stands in backquotes between "Possible values" and the note that may follow. */
function possibleValues(description: unknown): string[] {
  const [, list] = typeof description === 'string' ? description.split(/\*\*possible values\*\*\s*:?/i) : [];
  const [values = ''] = list?.split(/\*\*note/i) ?? [];
  return [...values.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

/** Makes checks of schemas that refer to these definitions. A check gives what is wrong, in words with a path; nothing when all is well. */
export function modelChecks(definitions: Record<string, Schema>): (schema: Schema) => (value: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
  ajv.addFormat('date-time', { type: 'string', validate: (text: string) => instant.test(text) && !Number.isNaN(Date.parse(text)) });
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
  ajv.addSchema(
    { definitions: Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, strictSchema(schema, definitions)])) },
    MODEL,
  );
  return (schema) => {
    const validate = ajv.compile(strictSchema(schema, definitions));
    return (value) =>
      validate(value)
        ? []
        : (validate.errors ?? []).map(
            ({ instancePath, message, params }) => `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`,
          );
  };
}
