import { z } from 'zod';
import { packAct } from '#src/modules/packing/contract.ts';
import { eachThatFits } from '../../../lib/stored.ts';

/** Things done at the station that the desk has not answered yet, oldest first. */
export const packQueue = z.object({
  sessionId: z.string(),
  /** `kept`: done while the desk did not answer; sent alone, so that the next one can wait for what became of it. */
  waiting: eachThatFits(z.object({ act: packAct, kept: z.boolean() })),
});
export type PackQueue = z.infer<typeof packQueue>;
export type PackAct = z.infer<typeof packAct>;
type Unsent<A> = A extends PackAct ? Omit<A, 'key' | 'seq' | 'at'> : never;
/** An act as a person or a scanner makes it. */
export type Deed = Unsent<PackAct>;

/** The desk takes more at once; smaller answers come sooner. */
const batchSize = 20;

export const emptyQueue = (sessionId: string): PackQueue => ({ sessionId, waiting: [] });

/** The deed at the end of the queue, with the number that follows. `lastSeq` is the last one that the desk is known to have. */
export function added(queue: PackQueue, deed: Deed, made: { key: string; at: string; lastSeq: number; kept: boolean }): PackQueue {
  const { key, at, lastSeq, kept } = made;
  const before = Math.max(lastSeq, queue.waiting.at(-1)?.act.seq ?? 0);
  return { ...queue, waiting: [...queue.waiting, { act: { ...deed, key, at, seq: before + 1 }, kept }] };
}

/** What is sent next, in one request. */
export function nextBatch({ waiting }: PackQueue): PackAct[] {
  if (waiting[0]?.kept) return [waiting[0].act];
  const firstKept = waiting.findIndex(({ kept }) => kept);
  return waiting.slice(0, firstKept === -1 ? batchSize : Math.min(firstKept, batchSize)).map(({ act }) => act);
}

/** Without what the desk has answered, or what is given up. */
export const without = (queue: PackQueue, keys: readonly string[]): PackQueue => ({
  ...queue,
  waiting: queue.waiting.filter(({ act }) => !keys.includes(act.key)),
});

/** Nothing came back: whatever waits was done without an answer. */
export const allKept = (queue: PackQueue): PackQueue => ({ ...queue, waiting: queue.waiting.map(({ act }) => ({ act, kept: true })) });

/** Numbered anew after the last one that the desk has; the keys stay, so that nothing counts twice. */
export const renumbered = (queue: PackQueue, lastSeq: number): PackQueue => ({
  ...queue,
  waiting: queue.waiting.map(({ act, kept }, index) => ({ act: { ...act, seq: lastSeq + 1 + index }, kept })),
});
