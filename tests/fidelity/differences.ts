/** `missing` and `type` are about the shape, `value` about what is said. */
export type Difference = { path: string; kind: 'missing' | 'type' | 'value'; expected: unknown; actual?: unknown };

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/**
 * What an example says and an answer does not: each field of the example must be in the answer, with its type and its value.
 * An empty text, list or object of the example says nothing. Instants are compared as instants. The answer may hold more.
 */
export function differences(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (isEmpty(expected) && (actual === undefined || kindOf(expected) === kindOf(actual))) return [];
  if (actual === undefined) return [{ path, kind: 'missing', expected }];
  if (kindOf(expected) !== kindOf(actual)) return [{ path, kind: 'type', expected, actual }];
  if (Array.isArray(expected)) return expected.flatMap((each, i) => differences(each, (actual as unknown[])[i], `${path}[${i}]`));
  if (typeof expected === 'object' && expected !== null) {
    const held = actual as Record<string, unknown>;
    return Object.entries(expected).flatMap(([name, each]) => differences(each, held[name], path ? `${path}.${name}` : name));
  }
  return sameWord(expected, actual) ? [] : [{ path, kind: 'value', expected, actual }];
}

const isEmpty = (value: unknown) =>
  value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

function sameWord(left: unknown, right: unknown): boolean {
  if (typeof left === 'string' && typeof right === 'string' && instant.test(left) && instant.test(right))
    return Date.parse(left) === Date.parse(right);
  return left === right;
}
