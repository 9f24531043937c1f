import { compare, type Money, sum } from '#src/kernel/money.ts';
import { type Phase, phases } from './states.ts';

/** Rows of a batch that have phase, warning, carrier and currency in common; `amount` is the sum of their prices. */
export type Group = {
  phase: Phase;
  warned: boolean;
  expired: boolean;
  carrier: string | null;
  currency: string | null;
  rows: number;
  amount: string | null;
};

export type Total = { kind: 'planned' | 'bought'; carrier: string; currency: string; labels: number; amount: string };
export type Figures = { orders: number; counts: Record<Phase, number>; warnings: number; expired: number; totals: Total[] };

/** What a label in this phase costs, or will cost; nothing where there is none. */
const kinds: Readonly<Partial<Record<Phase, Total['kind']>>> = {
  ready: 'planned',
  wanted: 'planned',
  buying: 'planned',
  unsure: 'planned',
  bought: 'bought',
  voiding: 'bought',
};

/** The figures over a batch: each row in one phase, its money in one total by carrier and currency. Currencies are never added. */
export function figuresOf(groups: readonly Group[]): Figures {
  const counts = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>;
  const totals = new Map<string, Total>();
  let [orders, warnings, expired] = [0, 0, 0];
  for (const { phase, warned, expired: over, carrier, currency, rows, amount } of groups) {
    orders += rows;
    counts[phase] += rows;
    if (phase === 'ready' && warned) warnings += rows;
    if (phase === 'ready' && over) expired += rows;
    const kind = kinds[phase];
    if (!kind || currency === null || amount === null) continue;
    const key = `${kind}\n${currency}\n${carrier ?? ''}`;
    const known = totals.get(key) ?? { kind, carrier: carrier ?? '', currency, labels: 0, amount: '0' };
    totals.set(key, { ...known, labels: known.labels + rows, amount: added(known.amount, amount, currency) });
  }
  return {
    orders,
    counts,
    warnings,
    expired,
    totals: [...totals.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total),
  };
}

/** What these prices come to, by currency. */
export function byCurrency(prices: readonly Money[]): Money[] {
  const groups = Map.groupBy(prices, ({ currency }) => currency);
  return [...groups.values()].flatMap((list) => sum(list) ?? []).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The currencies in which `prices` come to more than was agreed on; one that was not named was not agreed on. */
export const above = (prices: readonly Money[], agreed: readonly Money[]): string[] =>
  byCurrency(prices)
    .filter((total) => {
      const limit = agreed.find(({ currency }) => currency === total.currency);
      return limit === undefined || compare(total, limit) > 0;
    })
    .map(({ currency }) => currency);

const added = (a: string, b: string, currency: string): string =>
  sum([
    { amount: a, currency },
    { amount: b, currency },
  ])?.amount ?? a;
