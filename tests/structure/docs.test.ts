import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { errorsPage } from '../../scripts/errors-page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));

const pages = globSync(['*.md', 'docs/**/*.md', '{src,simulator,benches,tests}/**/README.md'], { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('node_modules/'))
  .sort();

test('the pages that a newcomer looks for are there', () => {
  const wanted = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/errors.md'];
  expect(wanted.filter((page) => !pages.includes(page))).toEqual([]);
});

test('docs/errors.md is what the table of codes prints (npm run errors)', () => {
  expect(read('docs/errors.md')).toBe(errorsPage());
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('names only scripts that exist', () => {
    const named = [...text.matchAll(/\bnpm (?:run ((?:-s |--silent )?[a-z:]+)|(test|start)\b)/g)].map((match) =>
      (match[1] ?? match[2] ?? '').replace(/^-\S+ /, ''),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('links only to what exists', () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(`${root}${posix.join(dirname(page), link)}`))).toEqual([]);
  });

  test('names only files that exist', () => {
    const named = [
      ...text.matchAll(/`((?:src|web|simulator|tests|benches|scripts|docs|migrations)\/[\w./-]+\.(?:ts|tsx|md|sql|json))`/g),
    ].map((match) => match[1] ?? '');
    expect(named.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  });
});

test('the scripts run files that exist', () => {
  const files = Object.values(scripts).flatMap((line) => [...line.matchAll(/node (?:--\S+ )*(\S+\.ts)/g)].map((match) => match[1] ?? ''));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
});

test('.ci/run runs the test command of the README', () => {
  const command = 'npm ci && npm test';
  expect(read('README.md')).toContain(command);
  expect(read('.ci/run')).toContain(`\n${command}\n`);
});
