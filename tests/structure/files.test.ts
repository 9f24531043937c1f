import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { modules } from '../../oxlint.config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const find = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort();

const code = find('{src,simulator,web/src,benches,scripts,tests}/**/*.{ts,tsx}');

describe('modules', () => {
  const folders = find('src/modules/*').map((path) => basename(path));

  test('each is in the table of who may call whom', () => {
    expect(folders.filter((name) => !(name in modules))).toEqual([]);
  });

  test.each(folders)('%s says in its README what it owns, in few lines', async (name) => {
    expect(existsSync(`${root}src/modules/${name}/README.md`)).toBe(true);
  });

  test('are flat, and hold only their README and TypeScript', () => {
    const allowed = /^src\/modules\/[a-z]+\/(README\.md|[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts)$/;
    const files = find('src/modules/**/*').filter((path) => /\.[a-z]+$/i.test(path));
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
  });

  test('call due work work.ts, not jobs.ts, and a use case by its name', () => {
    const strange = /\/(job|jobs|service|services|controller|repository|dao|model|models|manager|handler|handlers|query|queries|sql)\.ts$/;
    expect(find('src/modules/*/*.ts').filter((path) => strange.test(path))).toEqual([]);
  });
});

describe('files', () => {
  test('are named after one idea: no drawers for everything', () => {
    const drawer = /\/(utils?|helpers?|common|misc|shared|types|constants|stuff)(\/|\.tsx?$)/;
    expect(code.filter((path) => drawer.test(path))).toEqual([]);
  });

  test('a test in src, simulator or web stands beside what it tests, or is named after its folder', () => {
    const tests = code.filter((path) => /^(src|simulator|web)\/.*\.test\.tsx?$/.test(path));
    const ofFolder = /\/([^/]+)\/\1\.test\.tsx?$/;
    const ofNeighbour = /from '\.\/|import\('\.\/|new URL\('\.\//;
    expect(tests.length).toBeGreaterThan(5);
    expect(tests.filter((path) => !ofFolder.test(path) && !ofNeighbour.test(readFileSync(`${root}${path}`, 'utf8')))).toEqual([]);
  });

  test('migrations are numbered without a gap', () => {
    const names = find('migrations/*').map((path) => basename(path));
    expect(names.map((name) => name.slice(0, 5))).toEqual(names.map((_, index) => `${String(index + 1).padStart(4, '0')}_`));
    expect(names.filter((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name))).toEqual([]);
  });
});
