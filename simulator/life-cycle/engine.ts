import type { SimStore } from '../store/sim-store.ts';
import { type Due, dueQueue } from './due-queue.ts';
import { happen } from './happen.ts';
import { nextEvent } from './next-event.ts';

/** Another source of events beside the orders themselves: feeds, arrivals. */
export type DueSource = {
  /** When the thing of this id falls due; undefined when nothing is to come. */
  dueAt(id: string): number | undefined;
  run(id: string, at: number): void;
};

export type Engine = {
  /** Lets everything happen that falls due up to `now`, in the order of time. */
  catchUp(now: number): void;
  schedule(due: Due): void;
  /** When something happens next. */
  nextDueAt(): number | undefined;
};

/** Events between two commits, so that a long absence is caught up in pieces that survive a kill. */
const COMMIT_EVERY = 500;

/**
 * The life of the shop. Nothing runs on timers: whoever looks first lets the past happen, exactly as if someone had
 * looked all the time. So a stepped clock, a fast one and a shop that was switched off are the same thing.
 */
export function createEngine(store: SimStore, seed: number, sources: Partial<Record<Due['kind'], DueSource>>): Engine {
  const queue = dueQueue();

  const orders: DueSource = {
    dueAt(id) {
      const order = store.orders.get(id);
      return order && nextEvent(order)?.at;
    },
    run(id) {
      const order = store.orders.get(id);
      const event = order && nextEvent(order);
      if (order && event) store.orders.put(id, happen(order, event, seed));
    },
  };
  const all = { order: orders, ...sources };

  const enqueue = (orderId: string) => {
    const at = orders.dueAt(orderId);
    if (at !== undefined) queue.push({ at, kind: 'order', id: orderId });
  };
  for (const order of store.orders.all()) enqueue(order.orderId);
  store.orders.onPut((order) => enqueue(order.orderId));

  /** The earliest entry that still holds; the others are dropped on the way. */
  const head = (): Due | undefined => {
    for (;;) {
      const due = queue.peek();
      if (!due || all[due.kind]?.dueAt(due.id) === due.at) return due;
      queue.pop();
    }
  };

  return {
    schedule: (due) => queue.push(due),
    nextDueAt: () => head()?.at,
    catchUp(now) {
      let events = 0;
      for (let due = head(); due && due.at <= now; due = head()) {
        queue.pop();
        all[due.kind]?.run(due.id, due.at);
        events += 1;
        if (events % COMMIT_EVERY === 0) store.commit();
      }
    },
  };
}
