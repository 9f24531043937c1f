import { confirmationsResult } from '#src/modules/imports/contract.ts';
import { reasonWords } from '#src/platform/reason-words.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './print-table.ts';
import { oneWord, readArguments } from './read-arguments.ts';
import { uploadBody } from './upload-body.ts';
import { watchImport } from './watch-import.ts';

export const importConfirmations: Command = {
  name: 'import confirmations',
  summary: 'confirm shipments from a file',
  help: `Usage: npm run waybill -- import confirmations <file> [--run] [--account <name>] [--json]

Says for each line of a file what confirming it would do; with --run it is done. Amazon's flat fulfilment file is
understood, and any sheet with an order number and a tracking number.

  --run             queue the confirmations; they are sent while the desk runs
  --account <name>  whose orders they are; without it the only account there is
  --json            one line: {"lines":[{"line","orderId","outcome","reason":{"key","values"}}],"queued","skipped"}
  --help            this text

1 is answered when a line was skipped.`,
  run: async (args, { out, note, config, desk }) => {
    const { values, words } = readArguments(args, { account: { type: 'string' }, run: { type: 'boolean' } });
    const body = await uploadBody(config().calledFrom, oneWord(words, 'file'), { accountName: values.account });
    const target = await desk();
    const result = await watchImport(target, 'confirmations', note, () =>
      target.ask(confirmationsResult, {
        method: 'POST',
        path: '/api/v1/imports/confirmations',
        query: { run: values.run ? 'true' : 'false' },
        body,
      }),
    );
    if (values.json) out(JSON.stringify(result));
    else {
      const rows = result.lines.map(({ line, orderId, outcome, reason }) => [String(line), orderId ?? '', outcome, reasonWords(reason)]);
      for (const line of tableLines(['line', 'order', 'outcome', 'why'], rows)) out(line);
      out(values.run ? `${result.queued} parcels queued, ${result.skipped} lines skipped` : `${result.skipped} lines would be skipped`);
    }
    if (!values.run) note('Nothing was done: add --run to confirm.');
    else if (target.own && result.queued > 0) note('They go out when the desk runs: npm start');
    return result.skipped === 0 ? exitCodes.ok : exitCodes.found;
  },
};
