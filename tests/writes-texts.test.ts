import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import english from '../web/src/locales/en/writes.json' with { type: 'json' };

const folder = fileURLToPath(new URL('../src/modules/writes/', import.meta.url));
const source = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(folder + name, 'utf8'))
  .join('\n');

const groups = ['will', 'warn', 'skip', 'rejected', 'reason'] as const;
const texts = new Map<string, string>(
  groups.flatMap((group) => Object.entries(english.writes[group]).map(([key, text]): [string, string] => [`writes.${group}.${key}`, text])),
);
/** Each key as the module writes it, with the rest of its statement. */
const named = [...source.matchAll(/'(writes\.(?:will|warn|skip|rejected|reason)\.\w+)'(?=([^;]*))/g)].map(([, key = '', rest = '']) => ({
  key,
  rest,
}));
// A ruling with values that stops a write just before it is sent is told without them; tracking is looked at in the asking only.
const atSending = named.flatMap(({ key, rest }) =>
  rest.startsWith(', {') && key.startsWith('writes.skip.') && key !== 'writes.skip.tracking' ? [key.replace('.skip.', '.rejected.')] : [],
);
const used = new Set([...named.map(({ key }) => key), ...atSending]);

test('every reason has a text, and every text a reason', () => {
  expect([...used].filter((key) => !texts.has(key))).toEqual([]);
  expect([...texts.keys()].filter((key) => !used.has(key))).toEqual([]);
});

test('a text names only values that it is given', () => {
  const lacking = [...texts].flatMap(([key, text]) =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name = '']) =>
      named.some((each) => each.key === key && new RegExp(`\\b${name}\\b`).test(each.rest)) ? [] : [`${key}: ${name}`],
    ),
  );
  expect(lacking).toEqual([]);
});
