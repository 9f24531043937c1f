export { backUp, type RestoreDone, restore } from './back-up.ts';
