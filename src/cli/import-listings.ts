import { listingsResult } from '#src/modules/imports/contract.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';
import { uploadBody } from './upload-body.ts';
import { watchImport } from './watch-import.ts';

export const importListings: Command = {
  name: 'import listings',
  summary: 'take in a listings report, so that orders are found by listing id',
  help: `Usage: npm run waybill -- import listings <file> [--account <name>] [--json]

Takes in an All Listings report (Inventory → Inventory Reports in Seller Central): SKU, ASIN, name, listing id.

  --account <name>  whose listings they are; without it the only account there is
  --json            one line: {"lines","listings","imported","updated","unchanged","rejected":[{"line","column","reason"}]}
  --help            this text`,
  run: async (args, { out, note, config, desk }) => {
    const { values, words } = readArguments(args, { account: { type: 'string' } });
    const body = await uploadBody(config().calledFrom, oneWord(words, 'file'), { accountName: values.account });
    const target = await desk();
    const { importId: _id, ...result } = await watchImport(target, 'listings', note, () =>
      target.ask(listingsResult, { method: 'POST', path: '/api/v1/imports/listings', body }),
    );
    const { lines, listings, imported, updated, unchanged, rejected } = result;
    if (values.json) out(JSON.stringify({ lines, listings, imported, updated, unchanged, rejected }));
    else {
      out(
        `${listings} listings in ${lines} lines: ${imported} new, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected`,
      );
      for (const { line, column, reason } of rejected) out(`line ${line}${column === null ? '' : `, ${column}`}: ${reason}`);
    }
    return rejected.length === 0 ? exitCodes.ok : exitCodes.found;
  },
};
