import { z } from 'zod';
import { createStore, useStore } from './store.ts';

const ordersEvent = z.object({ accountId: z.string(), orderIds: z.array(z.string()).nullable() });
export type LiveEvent =
  | { kind: 'orders' | 'writes' | 'sync' | 'alerts'; accountId: string | null; orderIds: readonly string[] | null }
  | { kind: 'again' };

type Link = 'connecting' | 'open' | 'lost';
const link = createStore<Link>('connecting');
const listeners = new Set<(event: LiveEvent) => void>();

/** Whether live updates come in; `lost` means that the page may be old. The browser connects again by itself. */
export const useLiveLink = (): Link => useStore(link);

/** Tells of every change on the desk. `again` comes after a lost connection: anything may have changed meanwhile. */
export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (event: LiveEvent) => {
  for (const listener of listeners) listener(event);
};

/** Opens the stream for as long as the page lives. */
export function connectLive(): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lost = false;
  const open = () => {
    source = new EventSource('/api/v1/stream');
    source.addEventListener('open', () => {
      link.set('open');
      if (lost) tell({ kind: 'again' });
      lost = false;
    });
    for (const kind of ['orders', 'writes', 'sync', 'alerts'] as const) {
      source.addEventListener(kind, (message: MessageEvent<string>) => tell({ kind, ...bodyOf(message.data) }));
    }
    source.addEventListener('error', () => {
      lost = true;
      link.set('lost');
      // After an answer that is not a stream (a proxy's 502) the browser gives up; we do not.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, 3_000);
    });
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}

function bodyOf(data: string): { accountId: string | null; orderIds: string[] | null } {
  try {
    return ordersEvent
      .partial()
      .transform(({ accountId = null, orderIds = null }) => ({ accountId, orderIds }))
      .parse(JSON.parse(data));
  } catch {
    return { accountId: null, orderIds: null };
  }
}
