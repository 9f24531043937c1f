/**
 * The texts under which a barcode may be known: scanners give a GTIN with its leading zeros or without, and sheet programs drop
 * them. The same number as EAN-8, UPC-A, EAN-13 and GTIN-14; what is no GTIN is only itself.
 */
export function gtinSpellings(code: string): string[] {
  const bare = code.replace(/^0+/, '');
  if (!/^\d{8,14}$/.test(code) || bare === '') return [code];
  return [...new Set([code, ...[8, 12, 13, 14].filter((length) => bare.length <= length).map((length) => bare.padStart(length, '0'))])];
}
