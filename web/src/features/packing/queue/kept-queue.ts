import { readStored, writeStored } from '../../../lib/stored.ts';
import { emptyQueue, type PackQueue, packQueue } from './pack-queue.ts';

const place = 'pack.queue.';

/** What a session has not sent yet, as this browser kept it. */
export const keptQueue = (sessionId: string): PackQueue => readStored(place + sessionId, packQueue) ?? emptyQueue(sessionId);

/** Written before anything is sent, so that a page that is closed loses nothing. */
export function keepQueue(queue: PackQueue): void {
  if (queue.waiting.length > 0) writeStored(place + queue.sessionId, queue);
  else forgetQueue(queue.sessionId);
}

export const forgetQueue = (sessionId: string): void => localStorage.removeItem(`waybill.${place}${sessionId}`);

/** Queues of other sessions in this browser: somebody signed out, or changed the station, before the network was back. */
export const leftQueues = (sessionId: string): PackQueue[] =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(`waybill.${place}`) && !key.endsWith(`.${sessionId}`))
    .map((key) => keptQueue(key.slice(`waybill.${place}`.length)))
    .filter(({ waiting }) => waiting.length > 0);
