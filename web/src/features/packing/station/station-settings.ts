import { z } from 'zod';
import { createStore, useStore } from '../../../lib/store.ts';
import { readStored, writeStored } from '../../../lib/stored.ts';

export const printWays = ['account', 'browser', 'off'] as const;
export const weightUnits = ['g', 'kg', 'oz', 'lb'] as const;

/** What belongs to this place and its devices, not to a person: kept in this browser. */
const settingsShape = z.object({
  stationId: z.string().catch(''),
  muted: z.boolean().catch(false),
  /** Characters closer together than this, in milliseconds, come from a scanner. */
  gapMs: z.int().min(15).max(200).catch(50),
  prefix: z.string().max(5).catch(''),
  suffix: z.string().max(5).catch(''),
  /** A label that is bought: as its account says (label printer or browser), by this browser, or only when somebody asks. */
  print: z.enum(printWays).catch('account'),
  /** The unit of a weight that is typed as a bare number. */
  unit: z.enum(weightUnits).catch('g'),
  scale: z.enum(['none', 'hid', 'serial']).catch('none'),
  baudRate: z.int().min(300).max(115_200).catch(9_600),
});
export type StationSettings = z.infer<typeof settingsShape>;

const store = createStore<StationSettings>(readStored('pack.station', settingsShape) ?? settingsShape.parse({}));

export const stationSettings = store.get;
export const useStationSettings = (): StationSettings => useStore(store);

export function setStationSettings(change: Partial<StationSettings>): void {
  store.set((before) => ({ ...before, ...change }));
  writeStored('pack.station', store.get());
}
