import { takenList } from '#src/modules/parallel/contract.ts';
import { accountNamed, accountsOf } from './account-named.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';
import { uploadBody } from './upload-body.ts';

export const parallelList: Command = {
  name: 'parallel list',
  summary: "take in the other tool's list of orders, to see which it missed",
  help: `Usage: npm run waybill -- parallel list <file> [--account <name>] [--json]

Takes in a list with a column of order numbers and one of the times at which the other tool had them. Only these are kept.

  --account <name>  whose orders they are; without it the only account there is
  --json            one line: {"lines","orders","fresh","rejected":[{"line","column","reason"}]}
  --help            this text`,
  run: async (args, { out, config, desk }) => {
    const { values, words } = readArguments(args, { account: { type: 'string' } });
    const file = oneWord(words, 'file');
    const target = await desk();
    const [only, ...others] = await accountsOf(target);
    if (values.account === undefined && (!only || others.length > 0))
      throw new UsageError('--account is missing: there are several accounts');
    const account = values.account === undefined ? only?.accountId : (await accountNamed(target, values.account)).accountId;
    const body = await uploadBody(config().calledFrom, file, { account });
    const result = await target.ask(takenList, { method: 'POST', path: '/api/v1/parallel/list', body });
    if (values.json) out(JSON.stringify(result));
    else {
      out(`${result.orders} orders in ${result.lines} lines: ${result.fresh} new, ${result.rejected.length} rejected`);
      for (const { line, column, reason } of result.rejected) out(`line ${line}${column === null ? '' : `, ${column}`}: ${reason}`);
    }
    return result.rejected.length === 0 ? exitCodes.ok : exitCodes.found;
  },
};
