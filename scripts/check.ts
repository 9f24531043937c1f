import { run, runPackage } from './run.ts';

/** `npm run check`: every check in turn, all of them even if one fails, and a table at the end. */
const script = (name: string) => run(process.execPath, [`scripts/${name}`]);

/** The pages and the browser tests know a browser's names, all else does not. */
const projects = ['tsconfig.json', 'web/tsconfig.json', 'tests/browser/tsconfig.json'];

const steps: [name: string, check: () => boolean][] = [
  ['format', () => runPackage('@biomejs/biome/bin/biome', ['check', '.'])],
  ['lint', () => runPackage('oxlint/bin/oxlint', ['--type-aware'])],
  ['lint:project', () => script('lint-project.ts')],
  ['typecheck', () => projects.every((config) => runPackage('typescript/bin/tsc', ['-p', config]))],
  ['unused', () => runPackage('knip/bin/knip.js', [])],
  ['dependencies', () => script('check-dependencies.ts')],
  ['secrets', () => script('check-secrets.ts')],
  ['test', () => script('test.ts')],
];

const rows = steps.map(([name, check]) => {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const passed = check();
  return { name, passed, seconds: (performance.now() - start) / 1000 };
});

console.log('');
for (const { name, passed, seconds } of rows)
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(13)} ${seconds.toFixed(1).padStart(6)} s`);
process.exitCode = rows.every(({ passed }) => passed) ? 0 : 1;
