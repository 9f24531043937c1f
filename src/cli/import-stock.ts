import { stockResult } from '#src/modules/imports/contract.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';
import { uploadBody } from './upload-body.ts';

export const importStock: Command = {
  name: 'import stock',
  summary: 'take in a file of products and how many lie where',
  help: `Usage: npm run waybill -- import stock <file> [--json]

Takes in a table with a column for the product (product, sku …) and one for the units that lie there (on-hand, quantity …);
also title, barcodes, location and bin where it has them. Products that are not known are made; each line is a count of its bin.

  --json  one line: {"lines","imported","updated","unchanged","rejected":[{"line","column","reason"}]}
  --help  this text`,
  run: async (args, { out, config, desk }) => {
    const { values, words } = readArguments(args, {});
    const body = await uploadBody(config().calledFrom, oneWord(words, 'file'), {});
    const result = await (await desk()).ask(stockResult, { method: 'POST', path: '/api/v1/stock/import', body });
    const { lines, imported, updated, unchanged, rejected } = result;
    if (values.json) out(JSON.stringify(result));
    else {
      out(`${lines} lines: ${imported} new products, ${updated} bins changed, ${unchanged} unchanged, ${rejected.length} rejected`);
      for (const { line, column, reason } of rejected) out(`line ${line}${column === null ? '' : `, ${column}`}: ${reason}`);
    }
    return rejected.length === 0 ? exitCodes.ok : exitCodes.found;
  },
};
