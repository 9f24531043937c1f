export { makeSlips, type Skipped } from './make-slips.ts';
export { renderSlips } from './render-slips.ts';
