export { dayOf, spanOf, zoneOf } from './local-day.ts';
export { noteTaken } from './note-taken.ts';
export { runLedger } from './run-ledger.ts';
export { type DayKey, saveMetric, saveReportTaken, saveSights } from './store.ts';
