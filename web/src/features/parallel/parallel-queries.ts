import { queryOptions } from '@tanstack/react-query';
import { parallelReport } from '#src/modules/parallel/contract.ts';
import { api } from '../../lib/api.ts';

export const parallelPeriods = ['7', '14', '30', '90'] as const;
export type ParallelPeriod = (typeof parallelPeriods)[number];

const dayMs = 86_400_000;

/** The calendar days to ask for: up to tomorrow, whose orders are due next. */
export const parallelDays = (days: ParallelPeriod, now: Date): { from: string; to: string } => ({
  from: new Date(now.getTime() - (Number(days) - 1) * dayMs).toISOString().slice(0, 10),
  to: new Date(now.getTime() + dayMs).toISOString().slice(0, 10),
});

export const parallelQuery = (account: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['parallel', account, from, to],
    queryFn: ({ signal }) => api(parallelReport, '/parallel', { query: { account, from, to }, signal }),
    refetchInterval: 60_000,
  });
