import type { renderPages as pages } from './render-pages.ts';
import type { renderSheets as sheets } from './render-sheets.ts';
import type { renderSlips as render } from './render-slips.ts';

export { makeSlips } from './make-slips.ts';

/** What draws a PDF, its fonts and barcodes, is large; it is loaded with the first slip and not with the desk. */
export const renderSlips: typeof render = async (...args) => (await import('./render-slips.ts')).renderSlips(...args);

/** Sheets for work on paper, such as pick lists. */
export const renderSheets: typeof sheets = async (...args) => (await import('./render-sheets.ts')).renderSheets(...args);

/** Forms by coordinates, such as manifests. */
export const renderPages: typeof pages = async (...args) => (await import('./render-pages.ts')).renderPages(...args);
export type { PlainPage } from './render-pages.ts';
export type { Sheet, SheetSection } from './sheet.ts';
