import type { SimStore } from '../store/sim-store.ts';

/** In milliseconds: from a request to the finished report, and how old an order must be for a report to know it. */
export type ReportSettings = { generationMs: number; lagMs: number };

const USUAL: ReportSettings = { generationMs: 20_000, lagMs: 2 * 60_000 };

export const reportSettings = (store: SimStore): ReportSettings => ({
  ...USUAL,
  ...(store.settings.get('reports') as Partial<ReportSettings> | undefined),
});

export function changeReportSettings(store: SimStore, change: Partial<ReportSettings>): ReportSettings {
  const changed = { ...reportSettings(store), ...change };
  store.settings.put('reports', changed);
  return changed;
}
