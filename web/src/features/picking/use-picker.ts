import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PickDeed, PutBackBody } from '#src/modules/picking/contract.ts';
import { onLive } from '../../lib/live-events.ts';
import { randomKey } from '../../lib/random-key.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { readStored, writeStored } from '../../lib/stored.ts';
import { play } from '../packing/station/sounds.ts';
import { keyOf, pickQueue } from './pick-queue.ts';
import { type Answer, createPickSender } from './pick-sender.ts';
import { pickQuery, sendDeed } from './picking-queries.ts';

type Unkeyed<D> = D extends PickDeed ? Omit<D, 'key'> : never;
/** What a picker does, before it has its key. */
export type Deed = Unkeyed<PickDeed>;

const place = 'pick.queue';

/** What one picker does at one wave: sent in order, kept in this browser until the desk has answered. */
function createPicker(client: QueryClient, waveId: string) {
  const heard = createStore<{ answer: Answer | null; binId: string | null }>({ answer: null, binId: null });
  const refresh = () => void client.invalidateQueries({ queryKey: pickQuery(waveId).queryKey });
  const start = readStored(place, pickQueue) ?? [];
  const mine = new Set(start.map(keyOf));
  const sender = createPickSender(start, {
    send: sendDeed,
    keep: (queue) => {
      // Another tab may pick too: what it keeps stays.
      const others = (readStored(place, pickQueue) ?? []).filter((each) => !mine.has(keyOf(each)));
      for (const each of queue) mine.add(keyOf(each));
      writeStored(place, [...others, ...queue]);
    },
    answered: (answer) => {
      const { outcome, problem } = answer;
      play(problem || outcome?.ok === false ? 'bad' : 'good');
      heard.set((before) => ({ answer, binId: (outcome?.ok && outcome.binId) || before.binId }));
      refresh();
    },
    later: (run, ms) => setTimeout(run, ms),
  });
  return {
    ...sender,
    heard,
    refresh,
    setBinId: (binId: string) => heard.set((before) => ({ ...before, binId })),
    deed: (deed: Deed) => sender.act({ kind: 'deed', waveId, deed: { ...deed, key: randomKey() } as PickDeed, kept: false }),
    putBack: (body: Omit<PutBackBody, 'key'>) => sender.act({ kind: 'put-back', body: { ...body, key: randomKey() }, kept: false }),
  };
}

/** The picker of a wave, watched: what waits, what the desk said last, and where the picker stands. */
export function usePicker(waveId: string) {
  const client = useQueryClient();
  const [picker] = useState(() => createPicker(client, waveId));
  useEffect(() => {
    picker.retry();
    window.addEventListener('online', picker.retry);
    // Somebody cancelled, held or picked: the screen must not be old.
    const stop = onLive((event) => {
      if (event.kind === 'orders' || event.kind === 'again') picker.refresh();
    });
    return () => {
      window.removeEventListener('online', picker.retry);
      stop();
    };
  }, [picker]);
  return { ...picker, ...useStore(picker.store), ...useStore(picker.heard) };
}
export type Picker = ReturnType<typeof usePicker>;
