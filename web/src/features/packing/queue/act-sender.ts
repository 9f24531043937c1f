import type { ActResult, ActsAnswer, StationState } from '#src/modules/packing/contract.ts';
import { ApiProblem } from '../../../lib/api-problem.ts';
import { createStore, type Store } from '../../../lib/store.ts';
import { added, allKept, type Deed, nextBatch, type PackAct, type PackQueue, renumbered, without } from './pack-queue.ts';

/** What came of an act, beside the act itself. */
export type Answered = { act: PackAct; result: ActResult };
/** An act that the desk would not take at all. */
export type Refused = { act: PackAct; problem: ApiProblem };

export type SenderState = {
  state: StationState;
  queue: PackQueue;
  link: 'up' | 'down';
  /** Something done without network did not go well: the rest waits until a person has seen it. */
  held: Answered | Refused | null;
};

type Ports = {
  send: (sessionId: string, acts: readonly PackAct[]) => Promise<ActsAnswer>;
  /** The session as the desk has it; opens it again where it is gone. */
  look: (sessionId: string) => Promise<StationState>;
  keep: (queue: PackQueue) => void;
  answered: (answers: readonly Answered[], kept: boolean) => void;
  refused: (refused: Refused) => void;
  later: (run: () => void, ms: number) => void;
  makeKey: () => string;
  now: () => string;
};

export type ActSender = {
  store: Store<SenderState>;
  /** Puts a deed into the queue and sends it as soon as the desk answers. */
  act: (deed: Deed) => void;
  /** Tries again now: the network is said to be back. */
  retry: () => void;
  /** What was held has been seen: the rest follows, or is forgotten. */
  goOn: (how: 'rest' | 'forget') => void;
  /** Takes in what another request answered, unless it is older than what is known. */
  show: (state: StationState) => void;
  stop: () => void;
};

const waits = [500, 1_000, 2_000, 4_000] as const;

/** A unit that now waits for its number was counted; most likely the number is what comes next. */
const wentThrough = ({ sound, outcome, itemId }: ActResult): boolean =>
  sound === 'good' || (itemId !== null && (outcome === 'needsSerial' || outcome === 'needsTransparency'));

/** Trying again may help. An error of the desk itself is tried a few times: one act must not stand in the way for ever. */
const mayPass = ({ status }: ApiProblem, tries: number): boolean =>
  status === 0 || status === 429 || status > 500 || (status === 500 && tries < waits.length);

/** Sends what is done at a station: in order, one request at a time, until the desk has answered each of them once. */
export function createActSender(start: { state: StationState; queue: PackQueue }, ports: Ports): ActSender {
  const store = createStore<SenderState>({ ...start, link: 'up', held: null });
  let running = false;
  let over = false;
  let tries = 0;
  let renumberings = 0;
  /** Batches of one, to find the act that the desk refuses. */
  let single = false;

  const change = (next: Partial<SenderState>) => store.set((before) => ({ ...before, ...next }));
  const setQueue = (queue: PackQueue) => {
    ports.keep(queue);
    change({ queue });
  };
  const show = (state: StationState) => {
    const before = store.get().state;
    const isOlder = state.lastSeq < before.lastSeq || (state.lastSeq === before.lastSeq && state.now < before.now);
    if (state.sessionId !== before.sessionId || !isOlder) change({ state });
  };

  const takeAnswer = (sent: readonly PackAct[], { results, state }: ActsAnswer) => {
    const kept = store.get().queue.waiting[0]?.kept === true;
    const answers = results.flatMap((result) => {
      const act = sent.find(({ key }) => key === result.key);
      return act ? [{ act, result }] : [];
    });
    if (answers.length === 0) throw new ApiProblem({ status: 200, code: 'UNEXPECTED_ANSWER', title: 'no act was answered' });
    setQueue(
      without(
        store.get().queue,
        answers.map(({ act }) => act.key),
      ),
    );
    show(state);
    const bad = kept ? answers.find(({ result }) => !wentThrough(result)) : undefined;
    change({ link: 'up', held: bad ?? null });
    ports.answered(answers, kept);
  };

  /** True: try again at once. */
  const takeProblem = async (sent: readonly PackAct[], problem: unknown): Promise<boolean> => {
    if (!(problem instanceof ApiProblem) || mayPass(problem, tries)) {
      tries += 1;
      change({ link: 'down' });
      setQueue(allKept(store.get().queue));
      ports.later(retry, waits[Math.min(tries, waits.length) - 1] ?? 4_000);
      return false;
    }
    // The door asks for the sign-in; what waits stays.
    if (problem.status === 401) return false;
    if ((problem.status === 409 || problem.status === 404) && renumberings < 3) {
      renumberings += 1;
      const state = await ports.look(store.get().state.sessionId);
      change({ state });
      setQueue(renumbered({ ...store.get().queue, sessionId: state.sessionId }, state.lastSeq));
      return true;
    }
    const [first, second] = sent;
    if (second) {
      single = true;
      return true;
    }
    if (!first) return false;
    tries = 0;
    const refused = { act: first, problem };
    const { queue, state } = store.get();
    if (queue.waiting[0]?.kept) change({ held: refused });
    setQueue(renumbered(without(queue, [first.key]), state.lastSeq));
    ports.refused(refused);
    return true;
  };

  const run = async () => {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const { queue, held } = store.get();
        const batch = nextBatch(queue).slice(0, single ? 1 : undefined);
        if (over || held || batch.length === 0) return;
        try {
          const answer = await ports.send(queue.sessionId, batch);
          // Whoever comes after this page has the queue now; the desk knows the keys of what it gets again.
          if (over) return;
          takeAnswer(batch, answer);
          tries = 0;
          renumberings = 0;
          single = false;
        } catch (problem) {
          if (over) return;
          // Looking again may fail in its turn: then it is as if sending had failed.
          const again = await takeProblem(batch, problem).catch((second: unknown) => takeProblem(batch, second).catch(() => false));
          if (!again) return;
        }
      }
    } finally {
      running = false;
    }
  };
  function retry(): void {
    if (!over) void run();
  }

  return {
    store,
    act: (deed) => {
      const { queue, state, link, held } = store.get();
      const kept = link === 'down' || held !== null;
      setQueue(added(queue, deed, { key: ports.makeKey(), at: ports.now(), lastSeq: state.lastSeq, kept }));
      retry();
    },
    retry,
    goOn: (how) => {
      if (how === 'forget') setQueue({ ...store.get().queue, waiting: [] });
      change({ held: null });
      retry();
    },
    show,
    stop: () => {
      over = true;
    },
  };
}
