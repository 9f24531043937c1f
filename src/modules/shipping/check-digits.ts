/**
 * The check digits of tracking numbers. Each function takes the body and answers the check character that belongs to
 * it; bodies are digits unless said otherwise.
 */

const digit = (character: string): number => character.charCodeAt(0) - 48;

const weighted = (body: string, weights: readonly number[]): number =>
  [...body].reduce((sum, character, at) => sum + digit(character) * (weights[at % weights.length] ?? 0), 0);

const tenComplement = (sum: number): string => String((10 - (sum % 10)) % 10);

/** GS1 and USPS: from the right ×3, ×1, ×3 … to the next ten. */
export const gs1Check = (body: string): string => tenComplement(weighted([...body].reverse().join(''), [3, 1]));

/** UPS: from the left ×1, ×2, ×1 … to the next ten; a letter counts as (its ASCII code − 3) mod 10. */
export function upsCheck(body: string): string {
  const digits = [...body].map((character) => (/\d/.test(character) ? character : String((character.charCodeAt(0) - 3) % 10)));
  return tenComplement(weighted(digits.join(''), [1, 2]));
}

/** UPU S10: weights 8 6 4 2 3 5 9 7; 11 − sum mod 11, where 10 is written 0 and 11 is written 5. */
export function s10Check(body: string): string {
  const check = 11 - (weighted(body, [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
  return check === 10 ? '0' : check === 11 ? '5' : String(check);
}

/** FedEx: weighted sum mod 11 mod 10. Express starts with 3, the 34-digit labels with 1. */
const fedexCheck = (body: string, weights: readonly number[]): string => String((weighted(body, weights) % 11) % 10);
export const fedexExpressCheck = (body: string): string => fedexCheck(body, [3, 1, 7]);
export const fedexLongCheck = (body: string): string => fedexCheck(body, [1, 7, 3]);

/** The whole body as a number, mod 7: DHL Express, Yamato, Sagawa, Japan Post parcels. */
export const modSevenCheck = (body: string): string => String([...body].reduce((rest, character) => (rest * 10 + digit(character)) % 7, 0));

/** Luhn: from the right every first digit is doubled, and a double above 9 loses 9. */
export function luhnCheck(body: string): string {
  const sum = [...body].reverse().reduce((total, character, at) => {
    const value = digit(character) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return tenComplement(sum);
}

const base36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064 MOD 37,36: the body and the check character may hold letters. */
export function mod3736Check(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + base36.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return base36.charAt((37 - product) % 36);
}
