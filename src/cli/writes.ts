import { z } from 'zod';
import { orderWrite } from '#src/modules/orders/contract.ts';
import { accountNamed } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

const list = z.object({ items: z.array(orderWrite.extend({ accountId: z.string(), orderId: z.string() })) });

export const writes: Command = {
  name: 'writes',
  summary: 'list changes on their way to Amazon',
  help: `Usage: npm run waybill -- writes [--rejected] [--account <name>] [--json]

Confirmations, edits and cancellations that Amazon does not show yet, the nearest deadline first.

  --rejected        those that Amazon refused instead
  --account <name>  only this account
  --json            one line: {"items":[…]}
  --help            this text

Times are UTC. With --rejected 1 is answered when there are any.`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, { rejected: { type: 'boolean' }, account: { type: 'string' } });
    noWords(words);
    const target = await desk();
    const account = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    const { items } = await target.ask(list, { path: '/api/v1/writes', query: { state: values.rejected ? 'rejected' : 'open', account } });
    if (values.json) out(JSON.stringify({ items }));
    else {
      const rows = items.map((write) => [
        write.writeId,
        write.orderId,
        write.kind,
        write.state,
        shortTime(write.askedAt),
        write.amazonMessage ?? write.reason ?? '',
      ]);
      for (const line of tableLines(['id', 'order', 'kind', 'state', 'asked', 'why'], rows)) out(line);
    }
    return values.rejected && items.length > 0 ? exitCodes.found : exitCodes.ok;
  },
};
