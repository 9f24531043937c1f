/** The days of an offer, ISO 8601 at noon UTC: within the day that is meant, wherever the parcel goes. */
type Estimate = { earliest: string | null; latest: string | null; estimated?: true };

const none: Estimate = { earliest: null, latest: null };
const isWeekend = (day: Date) => day.getUTCDay() === 0 || day.getUTCDay() === 6;
const noon = (day: Date) => `${day.toISOString().slice(0, 10)}T12:00:00.000Z`;

/** So many working days (Monday to Friday) after a day. */
function workingDaysAfter(from: Date, days: number): Date {
  const day = new Date(from);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (!isWeekend(day)) left -= 1;
  }
  return day;
}

/**
 * An average that a carrier names without a promise, as a span: from that day to a working day later, counted in working days
 * from `shipAt` (ISO 8601). So an order counts as in time only with a day to spare.
 */
export function estimateOfDays(shipAt: string, days: number | null | undefined): Estimate {
  if (days === null || days === undefined || !Number.isFinite(days) || days < 0 || days > 90) return none;
  const first = workingDaysAfter(new Date(shipAt), Math.ceil(days));
  return { earliest: noon(first), latest: noon(workingDaysAfter(first, 1)), estimated: true };
}

/** The same for a day that is named, but not guaranteed. */
export const estimateOfDay = (day: string): Estimate =>
  Number.isNaN(Date.parse(day))
    ? none
    : { earliest: noon(new Date(day)), latest: noon(workingDaysAfter(new Date(day), 1)), estimated: true };
