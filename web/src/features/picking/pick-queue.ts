import { z } from 'zod';
import { type PickStop, pickDeed, putBackBody } from '#src/modules/picking/contract.ts';

/** What was done and the desk has not answered yet. `kept`: the desk did not answer when it was done. */
const waitingDeed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deed'), waveId: z.string(), deed: pickDeed, kept: z.boolean() }),
  z.object({ kind: z.literal('put-back'), body: putBackBody, kept: z.boolean() }),
]);
export type WaitingDeed = z.infer<typeof waitingDeed>;
export const pickQueue = z.array(waitingDeed);

export const keyOf = (waiting: WaitingDeed): string => (waiting.kind === 'deed' ? waiting.deed.key : waiting.body.key);

/** The stops as they will be when the desk has what waits: so many units fewer in their bins. What does not fit changes nothing. */
export function foreseen(stops: readonly PickStop[], queue: readonly WaitingDeed[], waveId: string): PickStop[] {
  const after = stops.map((stop) => ({
    ...stop,
    products: stop.products.map((product) => ({ ...product, to: product.to.map((each) => ({ ...each })) })),
  }));
  for (const waiting of queue) {
    if (waiting.kind !== 'deed' || waiting.waveId !== waveId) continue;
    const { deed } = waiting;
    if (deed.act === 'scan') {
      for (const stop of after) {
        const product = stop.products.find(({ barcodes, code }) => barcodes.includes(deed.text) || code === deed.text);
        if (!product || (deed.binId !== null && stop.binId !== deed.binId)) continue;
        take(product, deed.quantity, deed.order);
        break;
      }
    } else if (deed.act === 'pick' || deed.act === 'short') {
      const product = after.find(({ binId }) => binId === deed.binId)?.products.find(({ productId }) => productId === deed.productId);
      if (product) take(product, deed.quantity ?? product.left, deed.order);
    }
  }
  return after.flatMap((stop) => {
    const products = stop.products.filter(({ left }) => left > 0);
    return products.length > 0 ? [{ ...stop, products }] : [];
  });
}

type Product = PickStop['products'][number];

function take(product: Product, units: number, order: { accountId: string; orderId: string } | null): void {
  let rest = Math.min(units, product.left);
  for (const to of product.to) {
    if (order && (to.accountId !== order.accountId || to.orderId !== order.orderId)) continue;
    const share = Math.min(rest, to.left);
    to.left -= share;
    rest -= share;
    product.left -= share;
  }
  product.to = product.to.filter(({ left }) => left > 0);
}

/** Only what is for one order. */
export const ofOrder = (stops: readonly PickStop[], order: { accountId: string; orderId: string }): PickStop[] =>
  stops.flatMap((stop) => {
    const products = stop.products.flatMap((product) => {
      const to = product.to.filter(({ accountId, orderId }) => accountId === order.accountId && orderId === order.orderId);
      const left = to.reduce((n, each) => n + each.left, 0);
      return left > 0 ? [{ ...product, to, left }] : [];
    });
    return products.length > 0 ? [{ ...stop, products }] : [];
  });
