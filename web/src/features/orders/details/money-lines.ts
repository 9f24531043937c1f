import { z } from 'zod';
import type { OrderDetails } from '#src/modules/orders/contract.ts';

const money = z.object({ amount: z.string(), currency: z.string() });
const part = z.object({
  type: z.string(),
  subtotal: money,
  details: z
    .array(z.object({ type: z.string().optional(), subtotal: money.optional() }))
    .optional()
    .catch(undefined),
});
const proceeds = z.array(part).catch([]);
const payments = z.array(z.object({ method: z.string().optional(), amount: money.optional(), cardBrand: z.string().optional() })).catch([]);

export type MoneyLine = { type: string; amount: string; currency: string };
export type MoneyView = {
  order: MoneyLine[];
  items: { sku: string; title: string; lines: MoneyLine[]; details: MoneyLine[] }[];
  payments: { method: string; amount: z.infer<typeof money> | null }[];
};

/** Money as Amazon breaks it down: the order's parts, each line's parts with the details of tax and discount, payments. */
export function moneyView(order: OrderDetails): MoneyView {
  return {
    order: proceeds.parse(order.detail['proceeds'] ?? []).map(lineOf),
    items: order.items.flatMap(({ sku, title, detail }) => {
      const parts = proceeds.parse(detail['proceeds'] ?? []);
      const details = parts.flatMap((each) =>
        (each.details ?? []).flatMap((inner) => (inner.subtotal ? [{ type: inner.type ?? each.type, ...inner.subtotal }] : [])),
      );
      return parts.length > 0 ? [{ sku, title, lines: parts.map(lineOf), details }] : [];
    }),
    payments: payments
      .parse(order.detail['payments'] ?? [])
      .map(({ method, cardBrand, amount }) => ({ method: [method, cardBrand].filter(Boolean).join(' '), amount: amount ?? null })),
  };
}

const lineOf = ({ type, subtotal }: z.infer<typeof part>): MoneyLine => ({ type, ...subtotal });
