const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often a schedule may make a report, in milliseconds; a month is one of the calendar. */
const LENGTHS = {
  PT5M: 5 * MINUTE_MS,
  PT15M: 15 * MINUTE_MS,
  PT30M: 30 * MINUTE_MS,
  PT1H: HOUR_MS,
  PT2H: 2 * HOUR_MS,
  PT4H: 4 * HOUR_MS,
  PT8H: 8 * HOUR_MS,
  PT12H: 12 * HOUR_MS,
  P1D: DAY_MS,
  P2D: 2 * DAY_MS,
  P3D: 3 * DAY_MS,
  PT84H: 84 * HOUR_MS,
  P7D: 7 * DAY_MS,
  P14D: 14 * DAY_MS,
  P15D: 15 * DAY_MS,
  P18D: 18 * DAY_MS,
  P30D: 30 * DAY_MS,
  P1M: 'month',
} as const;

export type Period = keyof typeof LENGTHS;

export const PERIODS = Object.keys(LENGTHS) as Period[];

/** One period after (or, with -1, before) an instant. */
export function onePeriodFrom(at: number, period: Period, direction: 1 | -1 = 1): number {
  const length = LENGTHS[period];
  if (length !== 'month') return at + direction * length;
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + direction);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
