/** The n-th made-up UPS tracking number, with the check digit that UPS demands. */
export function upsNumber(n: number): string {
  const body = `5R89390${String(35_000_000 + n)}`;
  const sum = [...body].reduce((total, sign, index) => {
    const value = /\d/.test(sign) ? Number(sign) : ((sign.codePointAt(0) ?? 0) - 63) % 10;
    return total + value * (index % 2 === 1 ? 2 : 1);
  }, 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}
