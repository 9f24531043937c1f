import type { TestModule } from 'vitest/node';

type Counted = Pick<TestModule, 'errors'> & { children: { allTests(): Iterable<{ result(): { state: string } }> } };

/**
 * Counts tests. Whatever did not pass failed: a skipped test, a file that could not be loaded, an error outside any
 * test (`errorsOutside`), or no test at all.
 */
export function tally(files: readonly Counted[], errorsOutside: number): { passed: number; failed: number } {
  let passed = 0;
  let failed = errorsOutside;
  for (const file of files) {
    failed += file.errors().length;
    for (const test of file.children.allTests()) {
      if (test.result().state === 'passed') passed += 1;
      else failed += 1;
    }
  }
  return passed + failed === 0 ? { passed: 0, failed: 1 } : { passed, failed };
}
