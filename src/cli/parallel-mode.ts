import { readOnlyBody } from '#src/modules/parallel/contract.ts';
import { accountNamed } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';

const mode = (readOnly: boolean): Command => {
  const word = readOnly ? 'on' : 'off';
  return {
    name: `parallel ${word}`,
    summary: readOnly ? 'make an account read-only: nothing of it goes to Amazon' : 'let changes of an account out to Amazon again',
    help: `Usage: npm run waybill -- parallel ${word} <account> [--json]

${
  readOnly
    ? `Makes the account read-only, for running beside another tool. What waits in the outbox is held there.`
    : `Lets changes of the account out again. What was held goes out at once.`
}

  --json  one line: {"readOnly":${String(readOnly)}}
  --help  this text`,
    run: async (args, { out, desk }) => {
      const { values, words } = readArguments(args, {});
      const target = await desk();
      const { accountId, name } = await accountNamed(target, oneWord(words, 'account'));
      const body = { type: 'application/json', content: JSON.stringify({ readOnly }) };
      const done = await target.ask(readOnlyBody, { method: 'PUT', path: `/api/v1/accounts/${accountId}/read-only`, body });
      out(
        values.json
          ? JSON.stringify(done)
          : `${name} ${readOnly ? 'is read-only: nothing of it goes to Amazon' : 'may change orders at Amazon'}`,
      );
      return exitCodes.ok;
    },
  };
};

export const parallelOn = mode(true);
export const parallelOff = mode(false);
