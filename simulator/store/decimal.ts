const WITHOUT_DECIMALS = new Set(['JPY']);

/** Digits after the point in a currency: none in yen, two elsewhere. */
const digitsOf = (currency: string) => (WITHOUT_DECIMALS.has(currency) ? 0 : 2);

/** Decimal text to whole minor units; digits beyond the currency's are cut. */
export function toMinor(amount: string, currency: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) throw new RangeError(`"${amount}" is not a decimal amount such as 12.50`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = digitsOf(currency);
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return sign ? -minor : minor;
}

/** Minor units to decimal text in the currency's own number of digits. */
export function toDecimal(minor: bigint, currency: string): string {
  const digits = digitsOf(currency);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
