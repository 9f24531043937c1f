import { queryOptions } from '@tanstack/react-query';
import { type CalendarBody, type CalendarView, calendarsView, type Holiday, holidayList } from '#src/modules/calendar/contract.ts';
import { api } from '../../lib/api.ts';

export const calendarsQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: ({ signal }) => api(calendarsView, '/calendar', { signal }),
  refetchInterval: 60_000,
});

export const saveCalendar = (locationId: string, body: CalendarBody) =>
  api(calendarsView, `/calendar/${locationId}`, { method: 'PUT', json: body });

/** The holidays of a country in this and the next year. */
export async function askNational(country: string, year: number): Promise<Holiday[]> {
  const lists = await Promise.all(
    [year, year + 1].map((each) => api(holidayList, '/calendar/holidays', { query: { country, year: each } })),
  );
  return lists.flatMap(({ holidays }) => holidays);
}

export const readHolidayFile = async (file: File) => api(holidayList, '/calendar/holidays/read', { json: { text: await file.text() } });

/** What of a calendar people set. */
export const bodyOf = (view: CalendarView): CalendarBody => ({
  saturday: view.saturday,
  sunday: view.sunday,
  premiumSaturday: view.premiumSaturday,
  premiumSunday: view.premiumSunday,
  handlingDays: view.handlingDays,
  orderUntil: view.orderUntil,
  safetyMinutes: view.safetyMinutes,
  cutOffs: view.cutOffs,
  holidays: view.holidays,
});

/** Both lists, one entry a day; what came last counts. */
export const joined = (before: readonly Holiday[], more: readonly Holiday[]): Holiday[] =>
  [...new Map([...before, ...more].map((each) => [each.day, each])).values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
