import { z } from 'zod';
import { createStore, useStore } from './store.ts';
import { readStored, writeStored } from './stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['compact', 'normal', 'roomy'] as const;
export const papers = ['A4', 'Letter', '4x6'] as const;

const preferencesShape = z.object({
  theme: z.enum(themes).catch('system'),
  density: z.enum(densities).catch('normal'),
  /** `account` shows each order in its account's zone, `browser` in this machine's, anything else is an IANA name. */
  timeZone: z.string().catch('account'),
  language: z.string().catch('en'),
  paper: z.enum(papers).catch('A4'),
});
export type Preferences = z.infer<typeof preferencesShape>;

const store = createStore<Preferences>(
  readStored('preferences', preferencesShape) ?? { theme: 'system', density: 'normal', timeZone: 'account', language: 'en', paper: 'A4' },
);

export const preferences = store.get;
export const usePreferences = (): Preferences => useStore(store);

/** Changes what is given, keeps it in this browser and shows a new theme at once. */
export function setPreferences(change: Partial<Preferences>): void {
  const next = { ...store.get(), ...change };
  store.set(next);
  writeStored('preferences', next);
  const { dataset } = document.documentElement;
  if (next.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = next.theme;
}
