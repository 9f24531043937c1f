import type { ActResult, PackOutcome, PackSetup, StationState } from '#src/modules/packing/contract.ts';
import { deskNow } from '../../../lib/desk-clock.ts';
import { randomKey } from '../../../lib/random-key.ts';
import { createStore, type Store } from '../../../lib/store.ts';
import { lookAtSession, openSession, sendActs } from '../pack-queries.ts';
import { type ActSender, type Answered, createActSender, type Refused } from '../queue/act-sender.ts';
import { type Foreseen, foresee } from '../queue/foresee.ts';
import { keepQueue, keptQueue } from '../queue/kept-queue.ts';
import { allKept, type Deed } from '../queue/pack-queue.ts';
import { play, type Sound } from './sounds.ts';
import { stationSettings } from './station-settings.ts';

/** What the station says of the last thing done. `blocks`: nothing more is taken until a person has seen it. */
export type Feedback = { id: string; tone: Sound; values: Record<string, string>; blocks: boolean } & Said;
/** A word of this page, or the key of a text that the desk answered with. */
type Said = { said: PageWord } | { key: string };
export type PageWord =
  | `kept.${Foreseen['last'] | 'held'}`
  | `notYet.${'units' | 'steps'}`
  | 'refused'
  | 'readBadly'
  | 'closeFirst'
  | 'printed'
  | 'notPrinted'
  | 'zplNeedsPrinter'
  | 'photoTaken'
  | 'overridden'
  | 'taught'
  | 'reopened';

export type StationDesk = {
  sender: ActSender;
  feedback: Store<Feedback | null>;
  /** The units that the next scan counts; null: one. */
  quantity: Store<number | null>;
  act: (deed: Deed) => void;
  scan: (code: string) => void;
  say: (tone: Sound, said: PageWord, values?: Record<string, string>) => void;
  /** Says what the desk made of an act. */
  report: (result: ActResult) => void;
  /** The person has seen it. */
  acknowledge: () => void;
  close: () => void;
};

/** A wrong step that must not be scanned over: the parcel or the order itself is not what it should be. */
const blocking: ReadonlySet<PackOutcome> = new Set(['stopped', 'locked', 'usedCode', 'tooHeavy', 'heldByGuard']);
/** What the instruction says by itself. */
const prompts: ReadonlySet<PackOutcome> = new Set(['needsSerial', 'needsTransparency', 'choose', 'weightDiffers']);
/** What ends the work on a parcel. */
const endings: ReadonlySet<string> = new Set(['DONE', 'NEXT', 'LATER', 'LEAVE', 'CANCEL']);
/** A code that a scanner reads twice, or a key that is pressed twice, comes within this time. */
const twiceMs = 1_000;
const worst = { good: 0, ask: 1, bad: 2 } as const;

/** Opens a station for the person who is here. Rejects with ApiProblem. */
export async function openStation(stationId: string): Promise<StationDesk> {
  const state = await openSession(stationId);
  return stationDesk(stationId, state);
}

function stationDesk(stationId: string, start: StationState): StationDesk {
  const feedback = createStore<Feedback | null>(null);
  const quantity = createStore<number | null>(null);
  const sound = (tone: Sound) => {
    if (!stationSettings().muted) play(tone);
  };
  const say: StationDesk['say'] = (tone, said, values = {}) => {
    feedback.set({ id: randomKey(), tone, said, values, blocks: false });
    sound(tone);
  };
  const report = ({ outcome, sound: tone, reason: { key, values } }: ActResult) => {
    // What is asked for stands in the instruction: it is no mistake.
    if (prompts.has(outcome)) feedback.set(null);
    else feedback.set({ id: randomKey(), tone, key, values, blocks: blocking.has(outcome) });
    sound(tone);
  };

  const answered = (answers: readonly Answered[]) => {
    // Of several answers at once, the one that a person must hear; of equals the last.
    const loudest = answers.reduce((before, next) => (worst[next.result.sound] >= worst[before.result.sound] ? next : before));
    report(loudest.result);
  };
  const refused = ({ problem }: Refused) => say('bad', 'refused', { text: problem.message });

  const sender = createActSender(
    { state: start, queue: allKept(keptQueue(start.sessionId)) },
    {
      send: sendActs,
      look: (sessionId) => lookAtSession(sessionId).catch(() => openSession(stationId)),
      keep: keepQueue,
      answered,
      refused,
      later: (run, ms) => void setTimeout(run, ms),
      makeKey: randomKey,
      now: () => deskNow().toISOString(),
    },
  );

  let ended: { what: string | undefined; at: number } | undefined;
  const act = (deed: Deed) => {
    if (feedback.get()?.blocks) {
      sound('bad');
      return;
    }
    const again = ended;
    ended = { what: endingOf(deed), at: performance.now() };
    // The second of two: the first has done it, and there is nothing to complain of.
    if (ended.what !== undefined && ended.what === again?.what && ended.at - again.at < twiceMs) return;
    sender.act(deed);
    const { link, queue, state, held } = sender.store.get();
    if (held) return say('ask', 'kept.held');
    if (link === 'up') return;
    const { last } = foresee(
      state.order,
      queue.waiting.map((each) => each.act),
    );
    say(({ fits: 'good', other: 'good', unknown: 'ask', tooMany: 'bad' } as const)[last], `kept.${last}`);
  };

  const retry = () => sender.retry();
  window.addEventListener('online', retry);
  sender.retry();
  return {
    sender,
    feedback,
    quantity,
    act,
    scan: (code) => {
      const units = quantity.get();
      quantity.set(null);
      act({ act: 'scan', code, ...(units === null ? {} : { quantity: units }) });
    },
    say,
    report,
    acknowledge: () => feedback.set(null),
    close: () => {
      window.removeEventListener('online', retry);
      sender.stop();
    },
  };
}

function endingOf(deed: Deed): string | undefined {
  if (deed.act === 'finish' || deed.act === 'leave') return deed.act;
  const code = deed.act === 'scan' ? deed.code.toUpperCase() : '';
  return endings.has(code) ? code : undefined;
}

/** The boxes by their number keys: those that fit best first, then the others by name; nine at most. */
export function boxKeys(order: NonNullable<StationState['order']>, { boxes }: PackSetup): PackSetup['boxes'] {
  const active = boxes.filter((box) => box.active).toSorted((a, b) => a.name.localeCompare(b.name));
  const hinted = order.parcel.boxes.flatMap(({ boxId }) => active.filter((box) => box.boxId === boxId));
  return [...new Set([...hinted, ...active])].slice(0, 9);
}
