import { takeUnits } from '../listings/take-units.ts';
import { newOrder, nextArrival } from '../shop/new-order.ts';
import { createRandom } from '../shop/random.ts';
import type { Shop } from '../store/open-shop.ts';
import type { DueSource } from './engine.ts';

type State = { nextAt: number; seq: number; on: boolean };

export type Arrivals = DueSource & {
  /** Goes on with what the shop did before, unless `wanted` says otherwise. */
  start(wanted: boolean | undefined, now: number): void;
  /** Switches the arrivals on or off. */
  turn(on: boolean, now: number): void;
  state(): { on: boolean; nextAt: number };
};

/** New orders of the shop's main account, one every one to three minutes. Each one follows from the seed and its number. */
export function arrivalSource({ store, seed, main }: Pick<Shop, 'store' | 'seed' | 'main'>, schedule: (at: number) => void): Arrivals {
  const state = (): State => (store.settings.get('arrivals') as State | undefined) ?? { nextAt: 0, seq: 0, on: false };
  const keep = (next: State) => {
    store.settings.put('arrivals', next);
    if (next.on) schedule(next.nextAt);
  };
  const randomOf = (seq: number) => createRandom(`${seed}/arrival/${seq}`);
  const { sellerId, marketplaceIds } = main;

  const turn = (on: boolean, now: number) => {
    const { seq } = state();
    keep({ nextAt: now + nextArrival(randomOf(seq), now), seq, on });
  };

  return {
    turn,
    state,
    start(wanted, now) {
      const { on, nextAt } = state();
      if (wanted !== undefined && wanted !== on) turn(wanted, now);
      else if (on) schedule(nextAt);
    },
    dueAt: () => (state().on ? state().nextAt : undefined),
    run(_, at) {
      const { seq } = state();
      const random = randomOf(seq);
      let order = newOrder({ random, now: at, sellerId, marketplaceIds });
      while (store.orders.get(order.orderId)) order = newOrder({ random, now: at, sellerId, marketplaceIds });
      store.orders.put(order.orderId, order);
      takeUnits({ store, seed }, order, at);
      keep({ nextAt: at + nextArrival(random, at), seq: seq + 1, on: true });
    },
  };
}
