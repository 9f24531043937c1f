import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AccountId } from '#src/kernel/ids.ts';
import { messageOf } from '#src/modules/webhooks/questions.ts';
import type { Live } from './live.ts';

type Event = Parameters<typeof messageOf>[1];

export type EventStream = {
  response: ServerResponse;
  accountId: AccountId;
  /** The last event that the reader has. */
  after: string;
  read: (after: string, limit: number) => Promise<readonly Event[]>;
  live: Live;
};

const atOnce = 200;
const lookEveryMs = 15_000;

/**
 * Writes an account's events to an open response for as long as it stays open, each with its id. It reads on from the
 * last one whenever something happened, and waits while the reader is slow: nothing is dropped.
 */
export function streamEvents({ response, accountId, after, read, live }: EventStream): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write(': connected\n\n');
  const stop = new AbortController();
  const leave = live.follow(response, accountId, () => wake());
  let wake = () => {};
  const closed = once(response, 'close').then(() => {
    leave();
    stop.abort();
    wake();
  });
  const run = async () => {
    let last = after;
    while (!stop.signal.aborted) {
      // Set up before the look: what happens during it wakes the next one.
      const happened = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const events = await read(last, atOnce);
      for (const event of events) {
        last = event.eventId;
        const kept = response.write(`id: ${last}\nevent: ${event.kind}\ndata: ${JSON.stringify(messageOf(accountId, event))}\n\n`);
        if (!kept && !stop.signal.aborted) await Promise.race([once(response, 'drain'), closed]);
      }
      if (events.length === atOnce) continue;
      const timer = setTimeout(() => wake(), lookEveryMs);
      await happened;
      clearTimeout(timer);
    }
  };
  // A lost database ends the stream; the reader connects again and goes on where it was.
  run().catch(() => response.destroy());
}
