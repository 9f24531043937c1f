import { uuidOf } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';
import type { QueueServer } from './queue-server.ts';

/** Without a queue server there is no queue that a destination could name. */
export type NotificationDeps = { store: SimStore; seed: number; queues: QueueServer | undefined };

/** What a token for operations without a seller must be for. */
export const SCOPE = 'sellingpartnerapi::notifications';
export const PLAN = { rate: 1, burst: 5 };

export function nextId(store: SimStore, seed: number, kind: 'destination' | 'subscription'): string {
  const serial = Number(store.settings.get(`${kind}-serial`) ?? 0) + 1;
  store.settings.put(`${kind}-serial`, serial);
  return uuidOf(seed, kind, serial);
}
