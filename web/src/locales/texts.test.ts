import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packOutcomes } from '#src/modules/packing/contract.ts';
import { texts } from './en/index.ts';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n');

function flat(value: unknown, path: string): string[] {
  if (typeof value === 'string') return [path];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key));
}
const known = flat(texts, '');
const plain = new Set(known.map((key) => key.replace(/_(zero|one|other)$/, '')));

/** Keys as the code writes them: whole, or as a template whose holes may be anything. */
const written = [...sources.matchAll(/(?:\bt|\btextOr|i18next\.t|i18next\.exists)\(\s*(?:'([\w.-]+)'|`([^`]+)`)/g)].map(
  ([, whole, template]) => whole ?? template ?? '',
);
const chosen = [...sources.matchAll(/\? '([a-zA-Z]+\.[\w.]+)' : '([a-zA-Z]+\.[\w.]+)'/g)].flatMap(([, one, other]) => [
  one ?? '',
  other ?? '',
]);
const pattern = (key: string) =>
  new RegExp(
    `^${key
      .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
      .map((part) => part.replaceAll('.', String.raw`\.`))
      .join('.+')}$`,
  );

describe('texts', () => {
  it('every key in the code has a text', () => {
    const lost = [...written, ...chosen].filter(
      (key) => !(key.includes('${') ? [...plain].some((each) => pattern(key).test(each)) : plain.has(key)),
    );
    expect(lost).toEqual([]);
  });

  it('every text is used', () => {
    const patterns = [...new Set([...written, ...chosen])].map(pattern);
    // The desk answers with keys of its own for what becomes of a change.
    const answered =
      /^guards\.(ask|need)\.|^packing\.|^picking\.|^parcels\.problems\.|^labels\.(why|reason|stop)\.|^(batches|writes|imports)\.(will|warn|skip|rejected|reason)\./;
    expect([...plain].filter((key) => !answered.test(key) && !patterns.some((each) => each.test(key)))).toEqual([]);
  });

  it('what the desk answers as reasons has a text', () => {
    const folder = join(root, '../../src/modules/writes');
    const desk = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const keys = [...desk.matchAll(/'(writes\.(?:will|warn|skip|rejected|reason)\.\w+)'/g)].map(([, key]) => key ?? '');
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => !plain.has(key))).toEqual([]);
  });

  it('what the packing station hears from the desk has a text', () => {
    const folder = join(root, '../../src/modules/packing');
    const desk = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const keys = [...desk.matchAll(/'(packing\.(?:missing|warning|label)\.\w+)'/g)].map(([, key]) => key ?? '');
    const outcomes = Object.keys(packOutcomes).map((outcome) => `packing.outcome.${outcome}`);
    expect([...keys, ...outcomes].filter((key) => !plain.has(key))).toEqual([]);
  });

  it('plural forms come in pairs', () => {
    const one = known.filter((key) => key.endsWith('_one')).map((key) => key.replace(/_one$/, ''));
    const other = known.filter((key) => key.endsWith('_other')).map((key) => key.replace(/_other$/, ''));
    expect(one).toEqual(other);
  });
});
