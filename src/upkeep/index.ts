export { backUp, type RestoreDone, restore } from './back-up.ts';
export type { Finding } from './doctor/finding.ts';
export { runDoctor } from './doctor/run-doctor.ts';
export { exportAll } from './export-all.ts';
