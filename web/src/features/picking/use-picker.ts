import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickDeed } from '#src/modules/picking/contract.ts';
import { textOr } from '../../lib/language.ts';
import { onLive } from '../../lib/live-events.ts';
import { randomKey } from '../../lib/random-key.ts';
import { useStore } from '../../lib/store.ts';
import { readStored, writeStored } from '../../lib/stored.ts';
import { play } from '../packing/station/sounds.ts';
import { pickQueue } from './pick-queue.ts';
import { type Answer, createPickSender } from './pick-sender.ts';
import { pickQuery, sendDeed } from './picking-queries.ts';

type Unkeyed<D> = D extends PickDeed ? Omit<D, 'key'> : never;
/** What a picker does, before it has its key. */
export type Deed = Unkeyed<PickDeed>;

export type Said = { text: string; good: boolean };

const place = 'pick.queue';

/** Sends what a picker does and tells what came of it; what the desk has not answered outlives the page. */
export function usePicker(waveId: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const [binId, setBinId] = useState<string | null>(null);
  const answered = useRef<(answer: Answer) => void>(() => undefined);
  const [sender] = useState(() =>
    createPickSender(readStored(place, pickQueue) ?? [], {
      send: sendDeed,
      keep: (queue) => writeStored(place, queue),
      answered: (answer) => answered.current(answer),
      later: (run, ms) => setTimeout(run, ms),
    }),
  );
  answered.current = (answer) => {
    const next = saidBy(answer);
    play(next.good ? 'good' : 'bad');
    setSaid(next);
    if (answer.outcome?.ok && answer.outcome.binId !== null) setBinId(answer.outcome.binId);
    void client.invalidateQueries({ queryKey: pickQuery(waveId).queryKey });
  };
  function saidBy({ waiting, outcome, problem }: Answer): Said {
    if (problem) return { text: problem.message, good: false };
    if (!outcome) return { text: t('pick.putBackDone'), good: true };
    const tote = outcome.picks[0]?.tote;
    const words = textOr(outcome.said.key, outcome.said.key, outcome.said.values);
    const isPick = waiting.kind === 'deed' && outcome.said.key === 'picking.said.picked';
    return { text: isPick && tote ? `${words} → ${tote}` : words, good: outcome.ok };
  }
  useEffect(() => {
    sender.retry();
    const online = () => sender.retry();
    window.addEventListener('online', online);
    // Somebody cancelled, held or picked: the screen must not be old.
    const stop = onLive((event) => {
      if (event.kind === 'orders' || event.kind === 'again') void client.invalidateQueries({ queryKey: pickQuery(waveId).queryKey });
    });
    return () => {
      window.removeEventListener('online', online);
      stop();
    };
  }, [sender, client, waveId]);
  const state = useStore(sender.store);
  return {
    ...state,
    said,
    binId,
    setBinId,
    goOn: sender.goOn,
    retry: sender.retry,
    saidOf: saidBy,
    act: (deed: Deed) => sender.act({ kind: 'deed', waveId, deed: { ...deed, key: randomKey() } as PickDeed, kept: false }),
    putBack: (body: { accountId: string; orderId: string; itemId: string; productId: string; binId: string; quantity: number }) =>
      sender.act({ kind: 'put-back', body: { ...body, key: randomKey() }, kept: false }),
  };
}
export type Picker = ReturnType<typeof usePicker>;
