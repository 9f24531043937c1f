import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modules } from '../../oxlint.config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file, one thing it imports, and whether the borders allow that. */
const imports: [file: string, specifier: string, allowed: boolean][] = [
  ['src/kernel/a.ts', './b.ts', true],
  ['src/kernel/a.ts', '../platform/db.ts', false],
  ['src/kernel/a.ts', '#src/platform/db.ts', false],
  ['src/kernel/a.ts', 'node:fs', false],
  ['src/kernel/a.ts', 'zod', false],
  ['src/platform/a.ts', '#src/kernel/money.ts', true],
  ['src/platform/a.ts', 'pg', true],
  ['src/platform/a.ts', '#src/modules/orders/index.ts', false],
  ['src/platform/a.ts', '../modules/orders/index.ts', false],
  ['src/platform/embedded/a.ts', '../db.ts', true],
  ['src/platform/embedded/a.ts', '../../modules/orders/index.ts', false],
  ['src/adapters/spapi/a.ts', '#src/modules/sync/ports.ts', true],
  ['src/adapters/spapi/a.ts', '#src/modules/orders/facts.ts', true],
  ['src/adapters/spapi/a.ts', '#src/modules/orders/index.ts', false],
  ['src/adapters/spapi/a.ts', '#src/http/server.ts', false],
  ['src/adapters/spapi/a.ts', '../../modules/orders/store.ts', false],
  ['src/modules/orders/ship.ts', './store.ts', true],
  ['src/modules/orders/ship.ts', '#src/platform/db.ts', true],
  ['src/modules/orders/ship.ts', '#src/modules/vault/index.ts', true],
  ['src/modules/orders/ship.ts', '#src/modules/accounts/questions.ts', true],
  ['src/modules/orders/ship.ts', '#src/modules/accounts/index.ts', false],
  ['src/modules/orders/ship.ts', '#src/modules/vault/store.ts', false],
  ['src/modules/orders/ship.ts', '#src/modules/writes/questions.ts', false],
  ['src/modules/orders/ship.ts', '../vault/index.ts', false],
  ['src/modules/orders/ship.ts', '#src/adapters/spapi/client.ts', false],
  ['src/modules/orders/ship.ts', '#src/app.ts', false],
  ['src/modules/orders/ship.ts', '#src/http/route.ts', false],
  ['src/modules/orders/ship.ts', 'node:https', false],
  ['src/modules/orders/ship.ts', 'pg', false],
  ['src/modules/orders/routes.ts', '#src/http/route.ts', true],
  ['src/modules/orders/rules.ts', '#src/kernel/money.ts', true],
  ['src/modules/orders/rules.ts', './states.ts', true],
  ['src/modules/orders/rules.ts', './store.ts', false],
  ['src/modules/orders/rules.ts', '#src/platform/db.ts', false],
  ['src/modules/orders/rules.ts', 'node:fs', false],
  ['src/modules/orders/cancel-rules.ts', './order-views.ts', false],
  ['src/modules/writes/contract.ts', '#src/modules/orders/contract.ts', true],
  ['src/modules/writes/contract.ts', './questions.ts', false],
  ['src/modules/orders/ship.test.ts', '../../../tests/support/postgres.ts', true],
  ['src/modules/orders/ship.test.ts', '../../../simulator/main.ts', false],
  ['src/http/server.ts', '#src/modules/orders/index.ts', true],
  ['src/http/server.ts', '#src/modules/orders/store.ts', false],
  ['src/http/server.ts', '#src/app.ts', false],
  ['src/cli/accounts.ts', '#src/app.ts', true],
  ['src/cli/accounts.ts', '#src/modules/orders/index.ts', true],
  ['src/cli/accounts.ts', '#src/modules/orders/store.ts', false],
  ['src/cli/accounts.ts', '#src/platform/db.ts', false],
  ['src/main.ts', './app.ts', true],
  ['src/main.ts', './modules/orders/index.ts', false],
  ['src/app.ts', './modules/orders/index.ts', true],
  ['src/app.ts', './adapters/spapi/client.ts', true],
  ['src/app.ts', '../simulator/main.ts', false],
  ['web/src/app/a.tsx', '#src/modules/orders/contract.ts', true],
  ['web/src/app/a.tsx', '#src/kernel/money.ts', true],
  ['web/src/app/a.tsx', '#src/modules/orders/rules.ts', false],
  ['web/src/app/a.tsx', '../../../src/kernel/money.ts', false],
  ['simulator/orders/a.ts', '../store/sim-order.ts', true],
  ['simulator/orders/a.ts', '#src/kernel/money.ts', false],
  ['simulator/orders/a.ts', '../../src/kernel/money.ts', false],
];

/** Other rules, each with code that breaks it. */
const breaches: [file: string, code: string, rule: string][] = [
  ['src/modules/orders/random.ts', 'export const dice = Math.random();', 'no-restricted-properties'],
  ['src/modules/orders/hurry.ts', 'export const at = Date.now();', 'no-restricted-properties'],
  ['src/modules/orders/key.ts', "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();", 'no-restricted-imports'],
  ['src/modules/orders/env.ts', "export const port = process.env['PORT'];", 'no-process-env'],
  ['src/modules/orders/print.ts', "console.log('x');", 'no-console'],
  ['src/modules/orders/main-export.ts', 'export default 1;', 'no-default-export'],
  ['src/modules/orders/vague.ts', 'export const vague = (x: any): unknown => x;', 'no-explicit-any'],
  ['src/modules/orders/wrongName.ts', 'export const a = 1;', 'filename-case'],
  ['src/modules/orders/long.ts', `export const a = [\n${'  1,\n'.repeat(401)}];`, 'max-lines'],
  ['src/modules/orders/floats.ts', 'const work = async () => {};\nwork();\nexport { work };', 'no-floating-promises'],
  [
    'src/modules/orders/kind.ts',
    "import { Money } from '#src/kernel/money.ts';\nexport const f = (m: Money) => m;",
    'consistent-type-imports',
  ],
  ['src/modules/orders/skip.test.ts', "import { test } from 'vitest';\ntest.skip('x', () => {});", 'no-disabled-tests'],
  ['src/modules/orders/only.test.ts', "import { test } from 'vitest';\ntest.only('x', () => {});", 'no-focused-tests'],
  ['web/src/app/WrongName.tsx', 'export const a = 1;', 'filename-case'],
  ['web/src/app/hooks.tsx', "import { useState } from 'react';\nexport const f = (x: boolean) => x && useState(1);", 'rules-of-hooks'],
  ['web/src/app/picture.tsx', "export const Picture = () => <img src='x' />;", 'alt-text'],
];

describe('the borders between folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-borders-'));
  let found: Found[] = [];

  beforeAll(() => {
    for (const name of ['oxlint.config.ts', 'package.json', 'tsconfig.json', 'web/tsconfig.json'])
      cpSync(join(root, name), join(folder, name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const write = (file: string, code: string) => {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    };
    write('src/kernel/money.ts', 'export type Money = { amount: string };\nexport class Other {}');
    // One line for each import, so that the line of a finding tells which import it means.
    for (const file of new Set(imports.map(([name]) => name)))
      write(
        file,
        importsOf(file)
          .map((from) => `import '${from}';`)
          .join('\n'),
      );
    for (const [file, code] of breaches) write(file, code);
    found = lint(folder);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(imports)('%s may import %s: %s', (file, specifier, allowed) => {
    const line = importsOf(file).indexOf(specifier) + 1;
    const refused = found.filter((entry) => entry.file === file && entry.line === line && entry.rule === 'no-restricted-imports');
    expect(refused.length > 0).toBe(!allowed);
  });

  test.each(breaches)('%s is refused', (file, _code, rule) => {
    expect(found.filter((entry) => entry.file === file).map((entry) => entry.rule)).toContain(rule);
  });

  test('each refused import says why', () => {
    const silent = found.filter((entry) => entry.rule === 'no-restricted-imports' && !entry.reason);
    expect(silent).toEqual([]);
  });
});

describe('the table of modules', () => {
  test('names only modules of the table', () => {
    const named = Object.values(modules).flatMap(({ call = [], ask = [] }) => [...call, ...ask]);
    expect(named.filter((name) => !(name in modules))).toEqual([]);
  });

  test('has no circle: some order builds each module on earlier ones', () => {
    const built = new Set<string>();
    const ready = () =>
      Object.entries(modules).filter(
        ([name, { call = [], ask = [] }]) => !built.has(name) && [...call, ...ask].every((other) => built.has(other)),
      );
    for (let next = ready(); next.length > 0; next = ready()) for (const [name] of next) built.add(name);
    expect(Object.keys(modules).filter((name) => !built.has(name))).toEqual([]);
  });
});

type Found = { file: string; line: number | undefined; rule: string; reason: string | undefined };

function importsOf(file: string): string[] {
  return imports.filter(([name]) => name === file).map(([, specifier]) => specifier);
}

const report = z.object({
  diagnostics: z.array(
    z.object({
      filename: z.string(),
      code: z.string().default(''),
      help: z.string().optional(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

function lint(folder: string): Found[] {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--type-aware', '-f', 'json', 'src', 'web', 'simulator'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not report: ${stdout}${stderr}`);
  return report.parse(JSON.parse(stdout)).diagnostics.map(({ filename, code, help, labels }) => ({
    file: filename.replaceAll('\\', '/'),
    line: labels[0]?.span.line,
    rule: /\((.*)\)/.exec(code)?.[1] ?? code,
    reason: help,
  }));
}
