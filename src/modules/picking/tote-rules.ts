/** How a tote's code is kept: t-7 and T-7 are the same. */
export const toteCode = (text: string): string => text.trim().toUpperCase();

/** What a label of a tote reads, so that no barcode of a product is taken for one by mistake. */
export const isToteCode = (text: string): boolean => /^T(OTE)?-?\d{1,6}$/.test(toteCode(text));

/** The codes on a sheet of tote labels. */
export const toteCodes = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => `T-${from + i}`);
