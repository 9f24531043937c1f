import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { objections, picks } from '#src/modules/labels/choice-rules.ts';
import english from '../web/src/locales/en/labels.json' with { type: 'json' };

const folder = fileURLToPath(new URL('../src/modules/labels/', import.meta.url));
const source = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(folder + name, 'utf8'))
  .join('\n');

/** The keys of a tree of texts, with dots between their parts. */
const keysOf = (value: unknown, path: string): string[] =>
  typeof value === 'string' ? [path] : Object.entries(value ?? {}).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`));

test('what labels answer, as reasons and as steps of a choice, has a text, and no text is for nothing', () => {
  const whole = [...source.matchAll(/'(labels\.(?:why|reason|stop)\.\w+)'/g)].map(([, key]) => key ?? '');
  const steps = [...source.matchAll(/\bwhy\('(\w+)'/g)].map(([, step]) => `labels.why.${step}`);
  const needed = new Set([
    ...whole,
    ...steps,
    ...picks.map((pick) => `labels.why.${pick}`),
    ...objections.map((objection) => `labels.why.not.${objection}`),
  ]);
  const there = (['why', 'reason', 'stop'] as const).flatMap((group) => keysOf(english.labels[group], `labels.${group}`));
  expect(there.toSorted()).toEqual([...needed].toSorted());
});
