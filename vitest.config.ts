import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Desks and commands that the tests start as processes of their own find their code compiled, as `npm start` does.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/compiled');

const never = ['**/node_modules/**', 'web/dist/**', 'tests/soak/**'];
const common = {
  environment: 'node' as const,
  // A ceiling for what hangs, not a measure of speed: two cores may be busy with other things.
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** Two groups: everything else first, then the browser tests; two files at a time. */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      {
        test: {
          ...common,
          name: 'code',
          include: ['{src,simulator,web,tests,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...never, 'tests/browser/**'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: never,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
