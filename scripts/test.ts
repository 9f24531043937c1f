import { existsSync } from 'node:fs';
import { startVitest } from 'vitest/node';
import { ensureChromium } from './chromium.ts';
import { root, runPackage } from './run.ts';
import { tally } from './tally.ts';

/**
 * `npm test [-- <part of a path> …]`: prepares what the tests need, runs them, and ends with `N passed, N failed`.
 * A skipped test counts as failed, and so does an error outside any test: what did not run is not proved.
 */
const filters = process.argv.slice(2);
const withBrowser = filters.length === 0 || filters.some((filter) => filter.includes('browser'));

let result = { passed: 0, failed: 1 };
try {
  if (withBrowser) {
    process.env['CHROMIUM_PATH'] = ensureChromium();
    if (!existsSync(`${root}web/dist/index.html`) && !runPackage('vite/bin/vite.js', ['build', 'web']))
      throw new Error('The web pages could not be built: npx vite build web');
  }
  if (!process.env['WAYBILL_SPAPI_MODELS'])
    console.log(
      'The official SP-API models were not given (WAYBILL_SPAPI_MODELS=<folder>): the simulator is checked by its shape tests alone.',
    );
  const vitest = await startVitest('test', filters, { root, watch: false });
  result = tally(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length);
  await vitest.close();
  // A teardown that finds something left behind says so by the exit code: vitest counts only what tests throw.
  if (process.exitCode && result.failed === 0) result.failed = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed === 0 ? 0 : 1);
