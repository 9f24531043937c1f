import { z } from 'zod';
import { notificationReplay, notificationStates } from '#src/modules/notifications/contract.ts';
import { accountNamed, accountsOf } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const notifications: Command = {
  name: 'notifications',
  summary: 'say what Amazon tells by itself, and try again what could not be worked on',
  help: `Usage: npm run waybill -- notifications [--subscribe] [--replay] [--account <name>] [--json]

What comes in through the queue of each account, type by type. A queue is set on the page Notifications; see
docs/notifications.md.

  --subscribe       look whether Amazon still sends every type to the queue, and mend what is missing
  --replay          work again on the messages that could not be worked on
  --account <name>  only this account
  --json            one line: {"now","items":[{"accountId","queue","types":[…],"waiting","poison"}]}
  --help            this text

Times are UTC. 1 is answered when a queue cannot be read, a type is not subscribed or a message could not be worked on.`,
  run: async (args, { out, note, desk }) => {
    const options = { subscribe: { type: 'boolean' }, replay: { type: 'boolean' }, account: { type: 'string' } } as const;
    const { values, words } = readArguments(args, options);
    noWords(words);
    const target = await desk();
    const wanted = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    const read = async () => {
      const state = await target.ask(notificationStates, { path: '/api/v1/notifications' });
      return { ...state, items: state.items.filter(({ accountId }) => wanted === undefined || accountId === wanted) };
    };
    if (values.subscribe)
      for (const { accountId, queue } of (await read()).items)
        if (queue) await target.ask(z.unknown(), { method: 'POST', path: `/api/v1/notifications/${accountId}/subscribe`, body: json({}) });
    if (values.replay) {
      const body = json({ accountId: wanted });
      const { resolved, still } = await target.ask(notificationReplay, {
        method: 'POST',
        path: '/api/v1/notifications/poison/replay',
        body,
      });
      note(`${resolved} understood now, ${still} still not.`);
    }
    const state = await read();
    if (values.json) out(JSON.stringify(state));
    else {
      const names = new Map((await accountsOf(target)).map(({ accountId, name }) => [accountId, name]));
      const rows = state.items.flatMap(({ accountId, queue, types }) => {
        const name = names.get(accountId) ?? accountId;
        if (!queue) return [[name, 'no queue: polls', '', '', '', '']];
        return types.map((type) => [
          name,
          type.type,
          type.state,
          String(type.received),
          shortTime(type.lastReceivedAt),
          queue.lastError ?? type.detail ?? '',
        ]);
      });
      for (const line of tableLines(['account', 'type', 'at Amazon', 'received', 'last', 'trouble'], rows)) out(line);
    }
    const isBad = state.items.some(
      ({ queue, types, poison }) =>
        poison > 0 ||
        (queue && (queue.lastError !== null || types.some((type) => ['missing', 'elsewhere', 'refused'].includes(type.state)))),
    );
    return isBad ? exitCodes.found : exitCodes.ok;
  },
};

const json = (content: unknown) => ({ type: 'application/json', content: JSON.stringify(content) });
