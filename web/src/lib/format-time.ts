import { locale } from './language.ts';
import { preferences } from './preferences.ts';

const styles = {
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  dayTime: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  weekdayTime: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeStyle = keyof typeof styles;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone a time is shown in: the person's choice, where that is `account` the account's own. */
export function zoneFor(accountZone: string | undefined, choice: string = preferences().timeZone): string {
  if (choice === 'browser') return browserZone();
  return choice === 'account' ? (accountZone ?? browserZone()) : choice;
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An instant (ISO 8601 or a Date) as words in a time zone. */
export function formatTime(at: string | Date, style: TimeStyle, timeZone: string, language: string = locale()): string {
  const key = `${language} ${timeZone} ${style}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...styles[style], timeZone });
    formats.set(key, format);
  }
  return format.format(typeof at === 'string' ? new Date(at) : at);
}

/** The calendar day of an instant in a zone as 2026-03-09: for comparing days, not for showing. */
export const dayOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
