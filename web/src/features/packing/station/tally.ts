import { z } from 'zod';
import { browserZone, dayOf } from '../../../lib/format-time.ts';
import { createStore, useStore } from '../../../lib/store.ts';
import { readStored, writeStored } from '../../../lib/stored.ts';
import type { Answered } from '../queue/act-sender.ts';

const counts = z.object({ parcels: z.int(), units: z.int(), errors: z.int() });
export type Counts = z.infer<typeof counts>;
const tallyShape = z.object({ day: z.string(), people: z.record(z.string(), counts) });

const none: Counts = { parcels: 0, units: 0, errors: 0 };
const store = createStore(readStored('pack.tally', tallyShape) ?? { day: '', people: {} });

/** What each person has done today at this place: kept in this browser, for the end of the shift. */
export const useTally = () => useStore(store);

/** Counts what the desk has just answered; what it had taken in before is not counted again. */
export function note(person: string, now: string, answers: readonly Answered[]): void {
  const day = dayOf(new Date(now), browserZone());
  const people = store.get().day === day ? store.get().people : {};
  const before = people[person] ?? none;
  store.set({ day, people: { ...people, [person]: addUp(before, answers) } });
  writeStored('pack.tally', store.get());
}

export function addUp(before: Counts, answers: readonly Answered[]): Counts {
  const after = { ...before };
  for (const { act, result } of answers) {
    if (result.again) continue;
    if (result.sound === 'bad') after.errors += 1;
    if (result.outcome === 'finished') after.parcels += 1;
    const isUnit = ['counted', 'itemComplete', 'orderComplete'].includes(result.outcome);
    if (isUnit && (act.act === 'scan' || act.act === 'count')) after.units += act.quantity ?? 1;
  }
  return after;
}
