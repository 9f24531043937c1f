import type { FreshnessDesk } from './freshness-desk.ts';
import type { Change } from './freshness-life.ts';

/** The changes that are not on screen yet, and the ages of those that are. */
export type Watch = {
  /** Does a change at Amazon. */
  happen(change: Change): void;
  /** Looks which of the open changes the store shows as true by now; `lateMs` is what the work took in real time. */
  look(lateMs?: number): Promise<void>;
  open(): number;
  /** Open changes that happened before this instant: the desk that says it is fresh as of then does not tell the truth. */
  openBefore(at: number): number;
  ages: number[];
};

export function watch({ control, owner, accountId }: FreshnessDesk): Watch {
  const ids = new Map<number, string>();
  const waiting = new Map<string, { at: number; step: 1 | 2 | 3 }[]>();
  const ages: number[] = [];

  const change = ({ order, step }: Change): string => {
    if (step === 1) {
      const { orderId } = control.createOrder({ items: [{ sku: `SKU-${order % 500}`, quantity: 2, unitPrice: '20.00' }] });
      ids.set(order, orderId);
      return orderId;
    }
    const orderId = ids.get(order) ?? '';
    if (step === 2) control.cancelRequest(orderId, 'Ordered by mistake');
    else control.cancel(orderId);
    return orderId;
  };

  return {
    ages,
    happen: (next) => {
      const orderId = change(next);
      const list = waiting.get(orderId) ?? [];
      waiting.set(orderId, list);
      list.push({ at: control.now(), step: next.step });
    },
    look: async (lateMs = 0) => {
      if (waiting.size === 0) return;
      const { rows } = await owner.query<{ id: string; step: number }>({
        name: 'bench-look',
        text: `SELECT order_id AS id, CASE WHEN status = 'cancelled' THEN 3 WHEN cancel_requested_at IS NOT NULL THEN 2 ELSE 1 END AS step
          FROM orders WHERE account_id = $1 AND order_id = ANY($2)`,
        values: [accountId, [...waiting.keys()]],
      });
      for (const { id, step: shown } of rows) {
        const list = waiting.get(id) ?? [];
        const left = list.filter(({ step }) => shown < step);
        for (const { at } of list.filter((each) => !left.includes(each))) ages.push(control.now() - at + lateMs);
        if (left.length === 0) waiting.delete(id);
        else waiting.set(id, left);
      }
    },
    open: () => [...waiting.values()].reduce((n, list) => n + list.length, 0),
    openBefore: (at) => [...waiting.values()].reduce((n, list) => n + list.filter((each) => each.at < at).length, 0),
  };
}

/** Ages in seconds. */
export function quantiles(ages: readonly number[]): { p50_s: number; p99_s: number; max_s: number } {
  const sorted = ages.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0) / 1000;
  return { p50_s: at(0.5), p99_s: at(0.99), max_s: at(1) };
}
