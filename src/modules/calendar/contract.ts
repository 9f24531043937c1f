import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 14:00');
const day = z.iso.date();
export const holiday = z.object({ day, name: z.string().trim().max(80) });
export type Holiday = z.infer<typeof holiday>;

const cutOff = z.object({
  /** 1: Monday … 7: Sunday. */
  weekday: z.int().min(1).max(7),
  /** Empty: any carrier, any service. */
  carrier: z.string().trim().max(60),
  service: z.string().trim().max(100),
  at: timeOfDay,
});

const unique = <Item>(keyOf: (item: Item) => string) =>
  [(items: readonly Item[]) => new Set(items.map(keyOf)).size === items.length, 'names the same twice'] as const;

/** When a location works, whole: what is left out goes. */
export const calendarBody = z.object({
  saturday: z.boolean(),
  sunday: z.boolean(),
  premiumSaturday: z.boolean(),
  premiumSunday: z.boolean(),
  handlingDays: z.int().min(0).max(30),
  orderUntil: timeOfDay,
  safetyMinutes: z.int().min(0).max(720),
  cutOffs: z
    .array(cutOff)
    .max(200)
    .refine(...unique<z.infer<typeof cutOff>>(({ weekday, carrier, service }) => `${weekday} ${carrier} ${service}`))
    .refine((all) => all.every(({ carrier, service }) => service === '' || carrier !== ''), 'a service needs its carrier'),
  holidays: z
    .array(holiday)
    .max(500)
    .refine(...unique<Holiday>((each) => each.day)),
});
export type CalendarBody = z.infer<typeof calendarBody>;

export const calendarView = calendarBody.extend({
  locationId: z.string(),
  name: z.string(),
  country: z.string(),
  timeZone: z.string(),
  /** The location's own, where nothing else is said. */
  cutOff: timeOfDay,
  active: z.boolean(),
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
  /** When a parcel that is ready now leaves, and one of a premium order. */
  leaves: z.iso.datetime(),
  premiumLeaves: z.iso.datetime(),
});
export type CalendarView = z.infer<typeof calendarView>;

export const calendarsView = z.object({
  calendars: z.array(calendarView),
  /** Countries whose national holidays are known here. */
  countries: z.array(z.string()),
});

export const holidayList = z.object({
  holidays: z.array(holiday),
  /** Lines that say no day. */
  problems: z.array(z.object({ line: z.int(), text: z.string() })),
});
