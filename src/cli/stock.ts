import { stockExceptions, stockPage } from '#src/modules/inventory/contract.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './print-table.ts';
import { readArguments } from './read-arguments.ts';

export const stock: Command = {
  name: 'stock',
  summary: 'what there is of each product, and what is sold of it',
  help: `Usage: npm run waybill -- stock [<text>] [--short] [--json]
       npm run waybill -- stock --unmapped [--json]

Products by number, title, SKU, barcode or ASIN: on hand, reserved by orders, available, expected.

  --short     only products of which more is sold than there is
  --unmapped  SKUs of orders that nobody has mapped to a product instead
  --json      one line: {"items":[…]}
  --help      this text

With --short and --unmapped 1 is answered when there are any.`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, { short: { type: 'boolean' }, unmapped: { type: 'boolean' } });
    const target = await desk();
    if (values.unmapped) {
      const { unmapped: items } = await target.ask(stockExceptions, { path: '/api/v1/stock/exceptions' });
      if (values.json) out(JSON.stringify({ items }));
      else
        for (const line of tableLines(
          ['account', 'SKU', 'reserved', 'orders', 'title'],
          items.map((each) => [each.accountId, each.sku, String(each.reserved), String(each.orders), each.title]),
        ))
          out(line);
      return items.length > 0 ? exitCodes.found : exitCodes.ok;
    }
    const query = { text: words.join(' '), show: values.short ? 'short' : 'all', limit: '200' };
    const items = [];
    let cursor: string | undefined;
    do {
      const page = await target.ask(stockPage, { path: '/api/v1/stock', query: { ...query, cursor } });
      items.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    if (values.json) out(JSON.stringify({ items }));
    else
      for (const line of tableLines(
        ['product', 'on hand', 'reserved', 'available', 'expected', 'title'],
        items.map((each) => [each.code, ...[each.onHand, each.reserved, each.available, each.incoming].map(String), each.title]),
      ))
        out(line);
    return values.short && items.length > 0 ? exitCodes.found : exitCodes.ok;
  },
};
