import type { QueryClient } from '@tanstack/react-query';
import { type LiveEvent, onLive } from '../lib/live-events.ts';

/** What each kind of change makes old. The rows of the grid look after themselves (features/orders/use-live-rows.ts). */
const touched: Record<LiveEvent['kind'], readonly string[]> = {
  orders: ['counts', 'views', 'today'],
  writes: ['writes', 'sync'],
  sync: ['sync', 'quarantine'],
  alerts: ['alerts'],
  again: ['alerts', 'session', 'counts', 'views', 'today', 'order', 'writes', 'sync', 'quarantine'],
};

const pauseMs = 700;

/** Collects events for a moment and then asks again for what they touch: a burst costs one round of requests. */
export function refreshOnLive(client: QueryClient): void {
  const waiting = new Set<string>();
  const orders = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const key of waiting) void client.invalidateQueries({ queryKey: [key] });
    for (const order of orders) void client.invalidateQueries({ queryKey: ['order', ...order.split('/')] });
    waiting.clear();
    orders.clear();
  };
  onLive((event) => {
    for (const key of touched[event.kind]) waiting.add(key);
    if (event.kind === 'orders' || event.kind === 'writes') {
      if (event.orderIds === null) waiting.add('order');
      else for (const orderId of event.orderIds) orders.add(`${event.accountId}/${orderId}`);
    }
    timer ??= setTimeout(flush, pauseMs);
  });
}
