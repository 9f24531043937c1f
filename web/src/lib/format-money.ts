import { locale } from './language.ts';

const formats = new Map<string, Intl.NumberFormat>();

/**
 * An amount (decimal text) in its own currency with that currency's number of decimals. More decimals than usual are
 * kept, so that nothing is rounded away. A code that Intl does not know, or none, is written beside the number.
 */
export function formatMoney(amount: string, currency: string | null, language: string = locale()): string {
  const decimals = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return currency === null ? amount : `${amount} ${currency}`;
  return formatOf(language, currency, decimals).format(asNumeric(amount));
}

// Intl takes decimal text as it is and keeps every digit; TypeScript's types only know numeric literals.
const asNumeric = (amount: string) => amount as `${number}`;

function formatOf(language: string, currency: string, decimals: number): Intl.NumberFormat {
  const key = `${language} ${currency} ${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  const usual = new Intl.NumberFormat(language, { style: 'currency', currency });
  const shown = usual.resolvedOptions().maximumFractionDigits ?? 2;
  const made =
    decimals > shown
      ? new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals })
      : usual;
  formats.set(key, made);
  return made;
}
