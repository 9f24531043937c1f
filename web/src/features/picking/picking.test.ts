import { describe, expect, it } from 'vitest';
import type { DeedOutcome, PickStop } from '#src/modules/picking/contract.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { foreseen, keyOf, ofOrder, type WaitingDeed } from './pick-queue.ts';
import { type Answer, createPickSender } from './pick-sender.ts';

const to = (orderId: string, left: number) => ({ accountId: '1', orderId, tote: null, left });
const stop: PickStop = {
  binId: '7',
  bin: 'A-1',
  visitor: null,
  products: [
    { productId: '3', code: 'CUP', title: 'Cup', imageUrl: null, barcodes: ['ean'], left: 3, to: [to('a', 2), to('b', 1)] },
    { productId: '4', code: 'TRAY', title: 'Tray', imageUrl: null, barcodes: [], left: 1, to: [to('b', 1)] },
  ],
};
const pick = (key: string, quantity = 1, kept = false): WaitingDeed => ({
  kind: 'deed',
  waveId: '1',
  kept,
  deed: { act: 'pick', key, binId: '7', productId: '3', quantity, order: null },
});
const scan = (key: string, text: string): WaitingDeed => ({
  kind: 'deed',
  waveId: '1',
  kept: false,
  deed: { act: 'scan', key, text, binId: '7', quantity: 1, order: null },
});

describe('what the screen shows before the desk has answered', () => {
  const left = (doings: WaitingDeed[], done: string[] = []) =>
    foreseen({ stops: [stop], done }, doings, '1').map(({ products }) => products.map((each) => [each.code, each.left]));
  it('is what is left when all that waits has come', () => {
    expect(left([])).toEqual([
      [
        ['CUP', 3],
        ['TRAY', 1],
      ],
    ]);
    expect(left([pick('a', 2), scan('b', 'TRAY'), scan('c', 'unknown')])).toEqual([[['CUP', 1]]]);
    expect(left([pick('a', 2), scan('b', 'ean'), scan('c', 'ean'), scan('d', 'TRAY')])).toEqual([]);
  });
  it('leaves out what the view has already, with all before it', () => {
    expect(left([pick('a', 2), pick('b')], ['a'])).toEqual([
      [
        ['CUP', 2],
        ['TRAY', 1],
      ],
    ]);
    expect(left([scan('bin', 'A-1'), pick('a', 2), pick('b')], ['b', 'x'])).toEqual(left([]));
  });
  it('takes back what is undone, as far as it is not in the view', () => {
    const undo: WaitingDeed = { kind: 'deed', waveId: '1', kept: false, deed: { act: 'undo', key: 'undo' } };
    expect(left([pick('a', 2), scan('bin', 'A-1'), undo])).toEqual(left([]));
    expect(left([pick('a', 2), undo], ['a'])).toEqual(left([]));
    expect(left([pick('a', 2), undo, pick('b')], ['undo'])).toEqual(left([pick('b')]));
  });
  it('is of one order where it is picked by itself', () => {
    expect(ofOrder([stop], { accountId: '1', orderId: 'b' })[0]?.products.map(({ left: units }) => units)).toEqual([1, 1]);
  });
});

describe('sending', () => {
  const good: DeedOutcome = { ok: true, repeated: false, said: { key: 'x', values: {} }, binId: null, picks: [] };
  const off = new ApiProblem({ status: 0, code: 'OFFLINE', title: '' });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  it('goes on in order when the network is back, each with the key that it had, and shows what did not fit', async () => {
    const sent: string[] = [];
    const answers: Answer[] = [];
    const later: (() => void)[] = [];
    let link: 'up' | 'down' | 'refusing' = 'down';
    const sender = createPickSender([], {
      send: async (waiting) => {
        const key = waiting.kind === 'deed' ? waiting.deed.key : '';
        sent.push(key);
        if (link === 'down') throw off;
        return link === 'refusing' && key === 'second' ? { ...good, ok: false } : good;
      },
      keep: () => undefined,
      answered: (answer) => answers.push(answer),
      later: (run) => later.push(run),
    });
    sender.act(pick('first'));
    await settled();
    sender.act(pick('second'));
    sender.act(pick('third'));
    await settled();
    expect(sender.store.get()).toMatchObject({ link: 'down', held: null });
    expect(sender.store.get().queue.map(({ kept }) => kept)).toEqual([true, true, true]);
    link = 'refusing';
    later[0]?.();
    await settled();
    expect(sender.store.get()).toMatchObject({ link: 'up', held: { waiting: { deed: { key: 'second' } } } });
    sender.goOn('rest');
    await settled();
    expect(answers.map(({ outcome }) => outcome?.ok)).toEqual([true, false, true]);
    expect(sent.filter((key, i) => sent.indexOf(key) === i)).toEqual(['first', 'second', 'third']);
    expect(sender.store.get()).toMatchObject({ queue: [], held: null });
  });

  it('keeps what the desk did until a view has it, so that no unit stands on the screen twice', async () => {
    const sender = createPickSender([], {
      send: async (waiting) => ({
        ...good,
        picks: keyOf(waiting) === 'bin' ? [] : [{ accountId: '1', orderId: 'a', tote: null, units: 1 }],
      }),
      keep: () => undefined,
      answered: () => undefined,
      later: () => undefined,
    });
    for (const doing of [pick('a'), scan('bin', 'A-1'), scan('b', 'ean'), pick('c')]) sender.act(doing);
    await settled();
    const shown = () => sender.store.get().answered.map(keyOf);
    expect(sender.store.get().queue).toEqual([]);
    expect(shown()).toEqual(['a', 'b', 'c']);
    sender.seen([]);
    expect(shown()).toEqual(['a', 'b', 'c']);
    sender.seen(['b', 'a']);
    expect(shown()).toEqual(['c']);
  });

  it('drops what the desk refuses for good, and goes on', async () => {
    const answers: Answer[] = [];
    const sender = createPickSender([pick('left over', 1, true)], {
      send: async (waiting) => {
        if (waiting.kind === 'deed' && waiting.deed.key === 'left over')
          throw new ApiProblem({ status: 404, code: 'NOT_FOUND', title: 'gone' });
        return good;
      },
      keep: () => undefined,
      answered: (answer) => answers.push(answer),
      later: () => undefined,
    });
    sender.retry();
    await settled();
    expect(sender.store.get().held?.problem?.code).toBe('NOT_FOUND');
    sender.goOn('rest');
    sender.act(pick('next'));
    await settled();
    expect(answers.map(({ problem }) => problem?.code ?? 'good')).toEqual(['NOT_FOUND', 'good']);
  });
});
