/** How a deadline stands now. `minutes` is the time left, or the time since it passed when `late`. */
export type Countdown = { late: boolean; urgency: 'late' | 'urgent' | 'soon' | 'calm'; minutes: number; parts: CountdownParts };

/** Only the two largest units that matter: 3 d 4 h, 4 h 12 min, 7 min. */
export type CountdownParts = { days: number; hours: number; minutes: number };

const hour = 60;
const day = 24 * hour;

/** `urgent` below 4 hours, `soon` below 24. Time left is rounded down: nobody gets a minute that is not there. */
export function countdown(deadline: Date, now: Date): Countdown {
  const left = deadline.getTime() - now.getTime();
  const late = left < 0;
  const minutes = Math.floor(Math.abs(left) / 60_000);
  const urgency = late ? 'late' : minutes < 4 * hour ? 'urgent' : minutes < day ? 'soon' : 'calm';
  return { late, urgency, minutes, parts: partsOf(minutes) };
}

export function partsOf(minutes: number): CountdownParts {
  if (minutes >= 3 * day) return { days: Math.floor(minutes / day), hours: 0, minutes: 0 };
  if (minutes >= day) return { days: Math.floor(minutes / day), hours: Math.floor((minutes % day) / hour), minutes: 0 };
  return { days: 0, hours: Math.floor(minutes / hour), minutes: minutes % hour };
}
