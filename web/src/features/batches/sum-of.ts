import { sum } from '#src/kernel/money.ts';

type Part = { currency: string; amount: string; labels?: number };

/** Exact sums by currency; amounts of different currencies are never added. */
export function sumOf(parts: readonly Part[]): { currency: string; amount: string; labels: number }[] {
  return [...new Set(parts.map(({ currency }) => currency))].map((currency) => {
    const own = parts.filter((part) => part.currency === currency);
    return { currency, amount: sum(own)?.amount ?? '0', labels: own.reduce((n, { labels = 1 }) => n + labels, 0) };
  });
}
