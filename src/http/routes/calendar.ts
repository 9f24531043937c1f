import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { calendarBody, calendarsView, holidayList } from '#src/modules/calendar/contract.ts';
import { saveCalendar } from '#src/modules/calendar/index.ts';
import { calendarViews, holidayCountries, nationalHolidays, readHolidays } from '#src/modules/calendar/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';

type Deps = { database: Database; clock: Clock };

const oneLocation = z.object({ locationId: z.string().regex(/^\d{1,18}$/) });
const national = z.object({ country: z.string().regex(/^[A-Z]{2}$/), year: z.coerce.number().int().min(2000).max(2100) });

/** Working days and cut-offs of the locations. */
export const calendarRoutes =
  ({ database, clock }: Deps) =>
  (app: HttpApp): void => {
    const all = async () => ({
      calendars: await database.read([], (db) => calendarViews(db, clock.now())),
      countries: [...holidayCountries],
    });

    app.get(
      '/api/v1/calendar',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Working days, holidays and cut-offs of every location', response: { 200: calendarsView } },
      },
      all,
    );

    app.put(
      '/api/v1/calendar/:locationId',
      {
        config: { permission: 'floor.manage' },
        schema: {
          summary: 'Sets when a location works and when carriers collect there',
          params: oneLocation,
          body: calendarBody,
          response: { 200: calendarsView },
        },
      },
      async (request) => {
        await saveCalendar({ database, clock }, request.params.locationId, request.body, request.person.name);
        return all();
      },
    );

    app.get(
      '/api/v1/calendar/holidays',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'National holidays of a country in a year', querystring: national, response: { 200: holidayList } },
      },
      async (request) => ({ holidays: nationalHolidays(request.query.country, request.query.year), problems: [] }),
    );

    app.post(
      '/api/v1/calendar/holidays/read',
      {
        config: { permission: 'floor.manage' },
        schema: {
          summary: 'Reads holidays from a list or an iCalendar file; nothing is saved',
          body: z.object({ text: z.string().max(400_000) }),
          response: { 200: holidayList },
        },
      },
      async (request) => readHolidays(request.body.text),
    );
  };
