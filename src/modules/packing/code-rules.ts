import { gtinSpellings } from '#src/kernel/gtin.ts';

/** Words on printed command sheets. With `WB-` before them they are taken for nothing else. */
const commands = ['UNDO', 'DONE', 'LATER', 'NEXT', 'LEAVE', 'CANCEL'] as const;
export type Command = (typeof commands)[number];

export function commandOf(code: string): Command | undefined {
  const word = code.trim().toUpperCase().replace(/^WB-/, '');
  return commands.find((command) => command === word);
}

/** Codes under which a product may be known: scanners give a GTIN with its leading zero or without it. */
export function spellingsOf(code: string): string[] {
  const text = code.trim();
  const sgtin = sgtinOf(text);
  return [...new Set([text, ...gtinSpellings(sgtin?.gtin ?? text)])];
}

/** A GTIN with a right check digit: a product's barcode and no number of a unit. */
export function isGtin(code: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false;
  const digits = code.padStart(14, '0').split('').map(Number);
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** A GS1 text of 38 characters: the product's GTIN and the number of the unit. */
export function sgtinOf(code: string): { gtin: string; serial: string } | undefined {
  const found = /^01(\d{14})21([!-z]{20})$/.exec(code);
  return found ? { gtin: found[1] ?? '', serial: found[2] ?? '' } : undefined;
}

/** AZ: or ZA: and 26 letters or digits, or a GS1 text: what is only ever a Transparency code. */
export const isTransparencyCode = (code: string): boolean => /^(AZ|ZA):[A-Z0-9]{26}$/.test(code) || sgtinOf(code) !== undefined;

/** What Amazon takes for a Transparency code: also a brand's own number of 7 to 20 characters. */
export const mayBeTransparency = (code: string): boolean => isTransparencyCode(code) || /^[A-Za-z0-9-]{7,20}$/.test(code);

/** Letters, digits and what makers put between them. A product's barcode is none. */
export const isSerial = (code: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._/:-]{2,59}$/.test(code) && !isGtin(code);
