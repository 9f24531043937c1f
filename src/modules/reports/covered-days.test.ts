import { expect, it } from 'vitest';
import { coveredDays } from './covered-days.ts';

const US = 'ATVPDKIKX0DER';
const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to), marketplaceIds: [US] });
const days = (report: ReturnType<typeof span>, taken: ReturnType<typeof span>[] = []) => coveredDays(report, taken).map(({ day }) => day);

it('leaves out the days that its edges cut', () => {
  expect(days(span('2026-11-01T12:00:00Z', '2026-11-04T12:00:00Z'))).toEqual(['2026-11-02', '2026-11-03']);
});

it('covers a day on an edge together with the report beside it', () => {
  const older = span('2026-10-30T12:00:00Z', '2026-11-02T12:00:00Z');
  const newer = span('2026-11-02T12:00:00Z', '2026-11-05T12:00:00Z');
  expect(days(newer)).toEqual(['2026-11-03', '2026-11-04']);
  expect(days(older, [newer])).toEqual(['2026-10-31', '2026-11-01', '2026-11-02']);
});

it('covers nothing across a hole', () => {
  expect(days(span('2026-11-02T12:00:00Z', '2026-11-02T20:00:00Z'), [span('2026-11-02T21:00:00Z', '2026-11-04T12:00:00Z')])).toEqual([]);
});
