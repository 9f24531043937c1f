import { z } from 'zod';
import { type PickDeed, type PickStop, type PickView, pickDeed, putBackBody } from '#src/modules/picking/contract.ts';
import { eachThatFits } from '../../lib/stored.ts';

/** What was done and the desk has not answered yet. `kept`: the desk did not answer when it was done. */
const waitingDeed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deed'), waveId: z.string(), deed: pickDeed, kept: z.boolean() }),
  z.object({ kind: z.literal('put-back'), body: putBackBody, kept: z.boolean() }),
]);
export type WaitingDeed = z.infer<typeof waitingDeed>;
export const pickQueue = eachThatFits(waitingDeed);

export const keyOf = (waiting: WaitingDeed): string => (waiting.kind === 'deed' ? waiting.deed.key : waiting.body.key);

/** What was done after the last of these keys. The desk does one after the other: who has a later one has those before it. */
export const unseen = <W extends WaitingDeed>(doings: readonly W[], keys: readonly string[]): W[] =>
  doings.slice(doings.findLastIndex((each) => keys.includes(keyOf(each))) + 1);

/**
 * The stops as they will be when the desk has what was done, in its order: so many units fewer in their bins. `view.done` names
 * what the stops have already. What does not fit changes nothing.
 */
export function foreseen(view: Pick<PickView, 'stops' | 'done'>, doings: readonly WaitingDeed[], waveId: string): PickStop[] {
  const after = view.stops.map((stop) => ({
    ...stop,
    products: stop.products.map((product) => ({ ...product, to: product.to.map((each) => ({ ...each })) })),
  }));
  for (const deed of notUndone()) {
    if (deed.act === 'scan') {
      for (const stop of after) {
        const product = productOf(stop, deed.text);
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

  /** Deeds at this wave that the stops do not have; an undo takes the last one of units with it, if that is among them. */
  function notUndone(): PickDeed[] {
    const open: PickDeed[] = [];
    const here = doings.flatMap((doing) => (doing.kind === 'deed' && doing.waveId === waveId ? [doing] : []));
    for (const { deed } of unseen(here, view.done)) {
      if (deed.act === 'undo') open.pop();
      else if (isOfUnits(deed)) open.push(deed);
    }
    return open;
  }
  function isOfUnits(deed: PickDeed): boolean {
    if (deed.act !== 'scan') return deed.act === 'pick' || deed.act === 'short';
    return view.stops.some((stop) => productOf(stop, deed.text) !== undefined);
  }
}

const productOf = <P extends Pick<Product, 'barcodes' | 'code'>>({ products }: { products: readonly P[] }, text: string): P | undefined =>
  products.find(({ barcodes, code }) => barcodes.includes(text) || code === text);

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
