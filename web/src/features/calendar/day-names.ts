import { formatTime } from '../../lib/format-time.ts';
import { locale } from '../../lib/language.ts';

/** 1: Monday … 7: Sunday, in the person's language. */
export const weekdayName = (weekday: number): string =>
  new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, weekday)));

/** A day such as 2026-12-25 as people write it. */
export const dayName = (day: string): string => formatTime(`${day}T12:00:00Z`, 'day', 'UTC');
