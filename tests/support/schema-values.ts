/** As much of a JSON schema as the desk's own description uses. */
export type JsonSchema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  minItems?: number;
  minLength?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
};

/** Texts of all the shapes that the desk asks for; the first one that a pattern takes is sent. */
const shapes = [
  '1',
  '111-0000001-0000001',
  'order.status',
  '2026-11-20',
  'US',
  'A1B2C3D4E5F6G7',
  'us-east-1',
  '123456',
  '12:00',
  '3.50',
  'USD',
];
const byFormat: Record<string, string> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T12:00:00Z',
  uri: 'https://example.com/hook',
  email: 'ana@example.com',
};

/** A value that has the shape of a schema; `given` has values for properties by their names. */
export function sampleOf(schema: JsonSchema, given: Readonly<Record<string, unknown>> = {}, name = ''): unknown {
  if (name in given) return given[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [variant] = schema.oneOf ?? schema.anyOf ?? [];
  if (variant) return sampleOf(variant, given, name);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object')
    return Object.fromEntries((schema.required ?? []).map((key) => [key, sampleOf(schema.properties?.[key] ?? {}, given, key)]));
  if (type === 'array') return [sampleOf(schema.items ?? {}, given, name)];
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  const { pattern } = schema;
  const long = ['a'.repeat(43), 'a'.repeat(22)];
  if (pattern !== undefined)
    return [byFormat[schema.format ?? ''] ?? '', ...shapes, ...long].find((text) => new RegExp(pattern, 'u').test(text)) ?? 'text';
  return byFormat[schema.format ?? ''] ?? 'text of some length'.slice(0, Math.max(8, schema.minLength ?? 0));
}

type Path = readonly (string | number)[];

/** Where the properties of a schema stand in its sample, as deep as it goes. */
export function pathsIn(schema: JsonSchema, at: Path = []): Path[] {
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants?.[0]) return pathsIn(variants[0], at);
  if (schema.items) return [...(at.length > 0 ? [at] : []), ...pathsIn(schema.items, [...at, 0])];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, one]) => [[...at, key], ...pathsIn(one, [...at, key])]);
  return [...new Map(inner.map((path) => [path.join('/'), path])).values()];
}

const missing = Symbol('missing');

/** A copy of a value with another one at a path; what is on the way is made. */
export function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const isList = typeof key === 'number';
  const copy: Record<string | number, unknown> = { ...(typeof value === 'object' ? value : {}) };
  if (rest.length === 0 && put === missing) delete copy[key];
  else copy[key] = withAt(copy[key], rest, put);
  return isList ? Object.values(copy) : copy;
}

const deep = (levels: number): unknown => {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Values that somebody sends who means no good, or a program that is broken. */
export const nastyValues: readonly unknown[] = [
  missing,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '0',
  '-1',
  '2',
  '999',
  '333-9999999-9999999',
  '9'.repeat(40),
  'a\u0000b',
  '\ud800',
  '\u202e\ufeff',
  "'; DROP TABLE orders; --",
  '%00%_\\',
  '{1,2}',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '=HYPERLINK("http://evil.example")',
  'http://127.0.0.1:5432/',
  'http://[::ffff:169.254.169.254]/latest',
  '2026-02-30',
  '0000-01-01',
  '+275760-09-13T00:00:00.000Z',
  'x'.repeat(20_000),
  '(a+)+$'.repeat(500),
  [],
  {},
  [null],
  [[]],
  { length: 1e9 },
  { toString: 1 },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  deep(1_000),
  Array.from({ length: 5_000 }, (_, i) => i),
  Array.from({ length: 600 }, () => ({ accountId: '2', orderId: '333-9999999-9999999' })),
];

/** The same numbers between 0 and 1 at every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many different ones of a list, in an order of chance. */
export function someOf<T>(list: readonly T[], count: number, random: () => number): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ value }) => value);
}
