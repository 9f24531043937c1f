import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActsAnswer, StationState } from '#src/modules/packing/contract.ts';
import { ApiProblem } from '../../../lib/api-problem.ts';
import { createActSender } from './act-sender.ts';
import { allKept, emptyQueue, type PackAct, type PackQueue, packQueue } from './pack-queue.ts';

const stateAt = (lastSeq: number): StationState => ({
  sessionId: '1',
  station: { stationId: '1', name: 'Bench 1', locationId: null, active: true },
  person: 'Ann',
  lastSeq,
  now: '2026-11-17T17:00:00.000Z',
  order: null,
  candidates: [],
  candidatesFor: null,
  unknownCode: null,
  recent: [],
  today: null,
});

type Fate = 'fine' | 'request lost' | 'answer lost' | 'broken';

/** A desk that keeps each act once, behind a network that loses what `fates` says. */
function desk(fates: Fate[] = [], verdict: (code: string) => 'good' | 'bad' | 'number' | 'refuse' = () => 'good') {
  const taken: { key: string; code: string }[] = [];
  let lastSeq = 0;
  const send = async (_: string, acts: readonly PackAct[]): Promise<ActsAnswer> => {
    const fate = fates.shift() ?? 'fine';
    if (fate === 'request lost') throw new ApiProblem({ status: 0, code: 'OFFLINE', title: 'lost' });
    if (fate === 'broken') throw new ApiProblem({ status: 502, code: 'UNKNOWN', title: 'proxy' });
    if (acts.some((act) => act.act === 'scan' && verdict(act.code) === 'refuse'))
      throw new ApiProblem({ status: 400, code: 'INVALID_INPUT', title: 'no' });
    const results = acts.map((act) => {
      const code = act.act === 'scan' ? act.code : act.act;
      const again = taken.some(({ key }) => key === act.key);
      if (!again) {
        if (act.seq !== lastSeq + 1) throw new ApiProblem({ status: 409, code: 'CONFLICT', title: `${act.seq} after ${lastSeq}` });
        lastSeq = act.seq;
        taken.push({ key: act.key, code });
      }
      const came = {
        good: ['counted', 'good'],
        bad: ['wrongItem', 'bad'],
        number: ['needsSerial', 'ask'],
        refuse: ['missing', 'ask'],
      } as const;
      const [outcome, sound] = came[verdict(code)];
      return { key: act.key, seq: act.seq, outcome, sound, reason: { key: '', values: {} }, meant: null, itemId: '1', again };
    });
    if (fate === 'answer lost') throw new ApiProblem({ status: 0, code: 'OFFLINE', title: 'lost' });
    return { results, state: stateAt(lastSeq) };
  };
  let made = 0;
  return {
    taken,
    send,
    makeKey: () => `key ${(made += 1)}`,
    codes: () => taken.map(({ code }) => code),
    somebodyElse: () => (lastSeq += 1),
    look: async () => stateAt(lastSeq),
  };
}

/** A station before that desk; `settle` lets all waiting happen at once. */
function station(server: ReturnType<typeof desk>, kept: { queue: PackQueue } = { queue: emptyQueue('1') }) {
  let due: (() => void)[] = [];
  const refused: string[] = [];
  const sender = createActSender(
    { state: stateAt(0), queue: allKept(kept.queue) },
    {
      ...server,
      keep: (queue) => {
        kept.queue = queue;
      },
      answered: () => undefined,
      refused: ({ act }) => refused.push(act.act === 'scan' ? act.code : act.act),
      later: (run) => due.push(run),
      makeKey: server.makeKey,
      now: () => '2026-11-17T17:00:00.000Z',
    },
  );
  const settle = async () => {
    for (let idle = 0; idle < 20; idle += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const runs = due;
      due = [];
      for (const run of runs) run();
    }
  };
  return { sender, settle, kept, refused };
}
const scan = (code: string) => ({ act: 'scan', code }) as const;

describe('what is done at a station', () => {
  it('reaches the desk once and in order, whatever the network loses and whenever the page is loaded again', async () => {
    const fate = fc.constantFrom<Fate>('fine', 'request lost', 'answer lost', 'broken');
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 8 }), fc.array(fc.boolean(), { maxLength: 8 }), async (fates, reloads) => {
        const server = desk(fates);
        let at = station(server);
        let number = 0;
        for (const reload of reloads) {
          number += 1;
          at.sender.act(scan(`code ${number}`));
          if (!reload) continue;
          at.sender.stop();
          await at.settle();
          at = station(server, at.kept);
        }
        at.sender.retry();
        await at.settle();
        expect(server.codes()).toEqual(reloads.map((_, index) => `code ${index + 1}`));
        expect(at.kept.queue.waiting).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('waits, after a time without network, until a person has seen what went wrong', async () => {
    const server = desk(['request lost'], (code) => (code === 'wrong' ? 'bad' : code === 'drill' ? 'number' : 'good'));
    const { sender, settle } = station(server);
    // A unit that waits for its number is not wrong: the number follows.
    for (const code of ['drill', 'SN-1', 'wrong', 'DONE']) sender.act(scan(code));
    await settle();
    expect(server.codes()).toEqual(['drill', 'SN-1', 'wrong']);
    expect(sender.store.get()).toMatchObject({ held: { act: { code: 'wrong' } }, queue: { waiting: [{ act: { code: 'DONE' } }] } });
    sender.goOn('rest');
    await settle();
    expect(server.codes()).toEqual(['drill', 'SN-1', 'wrong', 'DONE']);
  });

  it('is forgotten when the person says so', async () => {
    const server = desk(['request lost'], (code) => (code === 'wrong' ? 'bad' : 'good'));
    const { sender, settle } = station(server);
    for (const code of ['wrong', 'DONE']) sender.act(scan(code));
    await settle();
    sender.goOn('forget');
    await settle();
    sender.act(scan('next'));
    await settle();
    expect(server.codes()).toEqual(['wrong', 'next']);
  });

  it('goes on without the one act that the desk will not take, and says which it was', async () => {
    const server = desk([], (code) => (code === 'odd' ? 'refuse' : 'good'));
    const { sender, settle, refused } = station(server);
    for (const code of ['one', 'odd', 'two']) sender.act(scan(code));
    await settle();
    expect(server.codes()).toEqual(['one', 'two']);
    expect(refused).toEqual(['odd']);
  });

  it('is numbered anew when the desk has gone on meanwhile', async () => {
    const server = desk();
    const { sender, settle } = station(server);
    server.somebodyElse();
    sender.act(scan('one'));
    await settle();
    expect(server.codes()).toEqual(['one']);
  });
});

it('a queue that was kept in the browser is read without what does not fit', () => {
  const waiting = (code: string) => ({ act: { act: 'scan', key: `key of ${code.length}`, seq: 1, code }, kept: true });
  const kept = packQueue.parse({ sessionId: '1', waiting: [waiting('MUG'), waiting('X'.repeat(300)), 'nonsense', waiting('POT')] });
  expect(kept.waiting.map(({ act }) => act.act === 'scan' && act.code)).toEqual(['MUG', 'POT']);
});
