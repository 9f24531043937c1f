/** What a pasted or uploaded list of holidays says. `line` counts from 1. */
export type HolidayList = { holidays: { day: string; name: string }[]; problems: { line: number; text: string }[] };

/**
 * Reads holidays from a list with a day and a name on each line (`2026-12-25;Christmas`, separated by comma, semicolon, tab or blank)
 * or from an iCalendar file, as states and carriers publish them. A line that is neither is named; a heading is passed over.
 */
export function readHolidays(text: string): HolidayList {
  const lines = text.replaceAll('\u{feff}', '').split(/\r\n|\r|\n/);
  const list = lines.some((line) => line.trim() === 'BEGIN:VCALENDAR') ? ofCalendarFile(unfolded(lines)) : ofLines(lines);
  const byDay = new Map(list.holidays.map((each) => [each.day, each]));
  return { ...list, holidays: [...byDay.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)) };
}

function ofLines(lines: readonly string[]): HolidayList {
  const list: HolidayList = { holidays: [], problems: [] };
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [first = '', ...rest] = line
      .replace(/^([\s"]*[\d-]{8,10}"?)[ \t]+/, '$1;')
      .split(/[,;\t]/)
      .map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
    const day = dayOf(first);
    if (day) list.holidays.push({ day, name: rest.filter(Boolean).join(', ').slice(0, 80) });
    else if (index > 0 || /\d/.test(first)) list.problems.push({ line: index + 1, text: line.slice(0, 80) });
  }
  return list;
}

/** A line that begins with a space goes on with the one before. */
const unfolded = (lines: readonly string[]): string[] =>
  lines.reduce<string[]>((all, line) => {
    const last = all.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) all[last] += line.slice(1);
    else all.push(line);
    return all;
  }, []);

function ofCalendarFile(lines: readonly string[]): HolidayList {
  const list: HolidayList = { holidays: [], problems: [] };
  let day: string | undefined;
  /** The day after the last, as the format has it. */
  let end: string | undefined;
  let name = '';
  for (const [index, line] of lines.entries()) {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon).split(';')[0]?.toUpperCase() ?? '';
    const value = line.slice(colon + 1);
    if (key === 'BEGIN' && value === 'VEVENT') [day, end, name] = [undefined, undefined, ''];
    else if (key === 'DTSTART') day = dayOf(value.slice(0, 8));
    else if (key === 'DTEND') end = dayOf(value.slice(0, 8));
    else if (key === 'SUMMARY') name = value.replaceAll(/\\(.)/g, '$1').slice(0, 80);
    else if (key === 'END' && value === 'VEVENT') {
      if (day) list.holidays.push(...daysOf(day, end).map((each) => ({ day: each, name })));
      else list.problems.push({ line: index + 1, text: name });
    }
  }
  return list;
}

/** Every day from the first to the one before `end`; nobody closes for longer than two months. */
function daysOf(first: string, end: string | undefined): string[] {
  const start = Date.parse(first);
  const days = end === undefined ? 1 : Math.round((Date.parse(end) - start) / 86_400_000);
  return Array.from({ length: Math.min(60, Math.max(1, days)) }, (_, n) => new Date(start + n * 86_400_000).toISOString().slice(0, 10));
}

/** `2026-12-25` or `20261225`, where there is such a day. */
function dayOf(text: string): string | undefined {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text);
  if (!found) return undefined;
  const day = `${found[1]}-${found[2]}-${found[3]}`;
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? undefined : day;
}
