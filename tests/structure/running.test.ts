import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainVariables } from '../../scripts/known-variables.ts';
import { secretNames } from '../../src/platform/secret-files.ts';

const page = readFileSync(new URL('../../docs/running.md', import.meta.url), 'utf8');
const named = new Set(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map((match) => match[1] ?? '')),
);

test('docs/running.md names every variable that the configuration reads, and none that it does not', () => {
  // What Node itself reads.
  const ofNode = new Set(['NODE_USE_ENV_PROXY', 'HTTPS_PROXY']);
  const read = plainVariables();
  expect(read.size).toBeGreaterThan(15);
  expect([...read].filter((name) => !named.has(name))).toEqual([]);
  expect([...named].filter((name) => !read.has(name) && !ofNode.has(name))).toEqual([]);
});

test('and each secret that may come from a file', () => {
  const files = secretNames.filter((name) => !name.startsWith('WAYBILL_LWA_')).map((name) => `\`${name}_FILE\``);
  expect(files.filter((name) => !page.includes(name))).toEqual([]);
});
