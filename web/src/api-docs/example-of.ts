import type { Schema } from './openapi.ts';

const byFormat: Record<string, string> = {
  'date-time': '2026-11-22T12:00:00Z',
  date: '2026-11-22',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  email: 'ana@example.com',
  uuid: '6f1c1f0e-0000-4000-8000-000000000000',
};

/** A value that has the shape of a schema: what must be there, and no more. */
export function exampleOf(schema: Schema | undefined): unknown {
  if (!schema) return {};
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [variant] = schema.oneOf ?? schema.anyOf ?? [];
  if (variant) return exampleOf(variant);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties) {
    const names = schema.required ?? [];
    return Object.fromEntries(names.map((name) => [name, exampleOf(schema.properties?.[name])]));
  }
  if (type === 'array') return [exampleOf(schema.items)];
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return byFormat[schema.format ?? ''] ?? (schema.pattern?.includes(String.raw`\d`) ? '1' : 'text');
}
