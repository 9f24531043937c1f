import { importResult } from '#src/modules/imports/contract.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments, storeNamed } from './read-arguments.ts';
import { uploadBody } from './upload-body.ts';
import { watchImport } from './watch-import.ts';

export const importOrders: Command = {
  name: 'import orders',
  summary: 'take in an all-orders or unshipped-orders report',
  help: `Usage: npm run waybill -- import orders <file> [--account <name>] [--marketplace US] [--json]

Takes in an order report of Seller Central; docs/import.md says which and how they may look. Importing a file
twice changes nothing, and what Amazon's API says later wins. Needs no running desk.

  --account <name>    whose orders they are. An account that does not exist is made; it can be connected later.
                      Without it: the only account there is, or a new one called "My shop"
  --marketplace <US>  the store of rows that name none: a country, a domain or an id
  --json              ends with one line: {"lines","orders","imported","updated","unchanged","rejected":[{"line","column","reason"}]}
  --help              this text

Lines are data lines, all else counts orders. 1 is answered when something was rejected.`,
  run: async (args, { out, note, config, desk }) => {
    const { values, words } = readArguments(args, { account: { type: 'string' }, marketplace: { type: 'string' } });
    const file = oneWord(words, 'file');
    const marketplaceId = values.marketplace === undefined ? undefined : storeNamed(values.marketplace);
    const body = await uploadBody(config().calledFrom, file, { accountName: values.account, marketplaceId });
    const target = await desk();
    const { importId: _id, ...result } = await watchImport(target, 'orders', note, () =>
      target.ask(importResult, { method: 'POST', path: '/api/v1/imports/orders', body }),
    );
    const { lines, orders, imported, updated, unchanged, rejected } = result;
    if (values.json) out(JSON.stringify({ lines, orders, imported, updated, unchanged, rejected }));
    else {
      out(`${orders} orders in ${lines} lines: ${imported} new, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected`);
      for (const { line, column, reason } of rejected) out(`line ${line}${column === null ? '' : `, ${column}`}: ${reason}`);
    }
    return rejected.length === 0 ? exitCodes.ok : exitCodes.found;
  },
};
