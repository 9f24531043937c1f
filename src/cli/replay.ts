import { replayResult } from '#src/modules/sync/contract.ts';
import { accountNamed } from './account-named.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const replay: Command = {
  name: 'replay',
  summary: 'read answers in quarantine again',
  help: `Usage: npm run waybill -- replay [--account <name>] [--id <id>] [--json]

Reads answers of Amazon that could not be understood again, as after an update.

  --account <name>  only of this account
  --id <id>         only this one
  --json            one line: {"replayed","resolved","still"}
  --help            this text

1 is answered when some are still not understood.`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, { account: { type: 'string' }, id: { type: 'string' } });
    noWords(words);
    if (values.id !== undefined && !/^\d{1,18}$/.test(values.id)) throw new UsageError('--id must be a whole number');
    const target = await desk();
    const accountId = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    const result = await target.ask(replayResult, {
      method: 'POST',
      path: '/api/v1/quarantine/replay',
      body: { type: 'application/json', content: JSON.stringify({ accountId, quarantineId: values.id }) },
    });
    if (values.json) out(JSON.stringify(result));
    else out(`${result.replayed} read again: ${result.resolved} understood now, ${result.still} still not`);
    return result.still === 0 ? exitCodes.ok : exitCodes.found;
  },
};
