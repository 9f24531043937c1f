import type { DeedOutcome } from '#src/modules/picking/contract.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { createStore, type Store } from '../../lib/store.ts';
import { keyOf, unseen, type WaitingDeed } from './pick-queue.ts';

/** What came of a deed: the desk's words, or why it would not take it at all. */
export type Answer = { waiting: WaitingDeed; outcome: DeedOutcome | null; problem: ApiProblem | null };

export type SenderState = {
  queue: readonly WaitingDeed[];
  /** What the desk did and no view has shown yet. */
  answered: readonly WaitingDeed[];
  link: 'up' | 'down';
  /** Done without network, and it did not fit: the rest waits until a person has seen it. */
  held: Answer | null;
};

type Ports = {
  send: (waiting: WaitingDeed) => Promise<DeedOutcome | null>;
  keep: (queue: readonly WaitingDeed[]) => void;
  answered: (answer: Answer) => void;
  later: (run: () => void, ms: number) => void;
};

type PickSender = {
  store: Store<SenderState>;
  act: (waiting: WaitingDeed) => void;
  retry: () => void;
  goOn: (how: 'rest' | 'forget') => void;
  /** A view has come that has these deeds in it. */
  seen: (keys: readonly string[]) => void;
};

const waits = [500, 1_000, 2_000, 4_000] as const;
const mayPass = ({ status }: ApiProblem): boolean => status === 0 || status === 429 || status >= 500;

/** The views to come name its key. A scan of a bin, a tote or an order moves nothing. */
function movedUnits({ waiting, outcome }: Answer): boolean {
  if (waiting.kind === 'put-back' || waiting.deed.act === 'tote') return false;
  return waiting.deed.act !== 'scan' || (outcome?.picks.some(({ units }) => units > 0) ?? false);
}

/** Sends what pickers do: in order, one at a time, each until the desk has answered it once. Kept before it is sent. */
export function createPickSender(start: readonly WaitingDeed[], ports: Ports): PickSender {
  const store = createStore<SenderState>({ queue: start, answered: [], link: 'up', held: null });
  let running = false;
  let tries = 0;
  const change = (next: Partial<SenderState>) => store.set((before) => ({ ...before, ...next }));
  const setQueue = (queue: readonly WaitingDeed[]) => {
    ports.keep(queue);
    change({ queue });
  };

  const take = (answer: Answer) => {
    const isGood = answer.problem === null && (answer.outcome?.ok ?? true);
    tries = 0;
    const queue = store.get().queue.filter((each) => keyOf(each) !== keyOf(answer.waiting));
    ports.keep(queue);
    // Both at once: a unit that is off the queue and in no view yet would stand on the screen again.
    const answered = isGood && movedUnits(answer) ? [...store.get().answered, answer.waiting] : store.get().answered;
    change({ queue, answered, link: 'up', held: answer.waiting.kept && !isGood ? answer : null });
    ports.answered(answer);
  };

  /** False: it is tried again later. */
  const sendFirst = async (waiting: WaitingDeed): Promise<boolean> => {
    try {
      take({ waiting, outcome: await ports.send(waiting), problem: null });
      return true;
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem({ status: 0, code: 'OFFLINE', title: '' });
      // The door asks for the sign-in; what waits stays.
      if (problem.status === 401) return false;
      if (!mayPass(problem)) {
        take({ waiting, outcome: null, problem });
        return true;
      }
      tries += 1;
      setQueue(store.get().queue.map((each) => ({ ...each, kept: true })));
      change({ link: 'down' });
      ports.later(retry, waits[Math.min(tries, waits.length) - 1] ?? 4_000);
      return false;
    }
  };

  const run = async () => {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const { queue, held } = store.get();
        const [first] = queue;
        if (held || !first || !(await sendFirst(first))) return;
      }
    } finally {
      running = false;
    }
  };
  function retry(): void {
    void run();
  }

  return {
    store,
    act: (waiting) => {
      const { queue, link, held } = store.get();
      setQueue([...queue, { ...waiting, kept: link === 'down' || held !== null }]);
      retry();
    },
    retry,
    goOn: (how) => {
      if (how === 'forget') setQueue([]);
      change({ held: null });
      retry();
    },
    seen: (keys) => {
      const answered = unseen(store.get().answered, keys);
      if (answered.length < store.get().answered.length) change({ answered });
    },
  };
}
