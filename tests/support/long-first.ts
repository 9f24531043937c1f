import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more: begun last, they would be waited for alone. */
const long = [
  'tests/writes-kills',
  'tests/reconcile',
  'tests/backfill',
  'tests/resilience',
  'tests/several-machines',
  'tests/completeness',
  'src/cli/cli',
  'tests/flows/api.test',
  'tests/browser/pages',
  'tests/browser/stock',
  'tests/browser/people',
  'tests/browser/completeness',
  'tests/browser/pack',
  'tests/browser/batches',
];

/** The order of the test files: the long ones first. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => (long.some((path) => moduleId.includes(`/${path}`)) ? 0 : 1);
    return (await super.sort(files)).toSorted((a, b) => isLong(a) - isLong(b));
  }
}
