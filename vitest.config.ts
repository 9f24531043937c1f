import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './tests/support/long-first.ts';
import { quickFolder } from './tests/support/quick-folder.ts';

// Desks and commands that the tests start as processes of their own find their code compiled, as `npm start` does.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/compiled');
process.env['TMPDIR'] = quickFolder();

const never = ['**/node_modules/**', 'web/dist/**', 'tests/soak/**'];
const common = {
  environment: 'node' as const,
  // A ceiling for what hangs, not a measure of speed: two cores may be busy with other things.
  testTimeout: 120_000,
  hookTimeout: 120_000,
};
/** Node itself loads the code, as it does for the desk, and once for all files of a worker: half the run went into imports. */
const loadedOnce = { experimental: { viteModuleRunner: false, nodeLoader: false }, isolate: false };

/** Pages' code, then everything else, then the browser. Much of the code waits, so there are more files at a time than cores; a browser does not. */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'web',
          include: ['web/**/*.test.{ts,tsx}'],
          exclude: never,
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          ...loadedOnce,
          name: 'code',
          include: ['{src,simulator,tests,scripts}/**/*.test.ts'],
          exclude: [...never, 'tests/browser/**'],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          ...loadedOnce,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: never,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
