import { deskNow } from './desk-clock.ts';
import { locale } from './language.ts';
import { preferences } from './preferences.ts';

const styles = {
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  dateTime: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  dayTime: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeStyle = keyof typeof styles;

const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, Intl.DateTimeFormat>();

/** The zone a time is shown in: the person's choice, where that is `account` the account's own. */
export function zoneFor(accountZone: string | undefined, choice: string = preferences().timeZone): string {
  if (choice === 'browser') return browserZone();
  return choice === 'account' ? (accountZone ?? browserZone()) : choice;
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * An instant (ISO 8601 or a Date) as words in a time zone. `day` and `dayTime` leave the year out while it is the
 * present one.
 */
export function formatTime(at: string | Date, wanted: TimeStyle, timeZone: string, language: string = locale()): string {
  const instant = typeof at === 'string' ? new Date(at) : at;
  const style = wanted in withYear && !isThisYear(instant, timeZone) ? withYear[wanted as keyof typeof withYear] : wanted;
  const key = `${language} ${timeZone} ${style}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...styles[style], timeZone });
    formats.set(key, format);
  }
  return format.format(instant);
}

const withYear = { day: 'date', dayTime: 'dateTime' } as const satisfies Partial<Record<TimeStyle, TimeStyle>>;

const isThisYear = (at: Date, timeZone: string) => dayOf(at, timeZone).slice(0, 4) === dayOf(deskNow(), timeZone).slice(0, 4);

/** The calendar day of an instant in a zone as 2026-03-09: for comparing days, not for showing. */
export function dayOf(at: Date, timeZone: string): string {
  let format = days.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    days.set(timeZone, format);
  }
  return format.format(at);
}
