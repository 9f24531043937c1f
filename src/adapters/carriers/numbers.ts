/** A number of a carrier's answer as decimal text, without the noise of binary fractions. */
export function amountText(value: number | string): string {
  if (typeof value === 'string') return value;
  const text = value.toFixed(4).replace(/0+$/, '');
  const [whole = '0', fraction = ''] = text.split('.');
  return fraction === '' ? whole : `${whole}.${fraction.padEnd(2, '0')}`;
}
