import { orderPage, orderTabs } from '#src/modules/search/contract.ts';
import { accountNamed } from './account-named.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { readArguments, wholeNumber } from './read-arguments.ts';

export const orders: Command = {
  name: 'orders',
  summary: 'find orders',
  help: `Usage: npm run waybill -- orders [<search text>] [--tab <tab>] [--limit <n>] [--account <name>] [--json]

Finds orders as the search field of the desk does: sku:KT-MUG-BLU, buyer:"Maria Keller", ship-by:<24h, status:unshipped …
What begins with a dash goes behind a double dash: orders -- -tag:held

  --tab <tab>       ${orderTabs.join(', ')}; default all
  --limit <n>       1 to 200, default 50; the newest come first
  --account <name>  only this account
  --json            one line: {"items":[…],"next":…}
  --help            this text

Times are UTC. 1 is answered when nothing was found.`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, { tab: { type: 'string' }, limit: { type: 'string' }, account: { type: 'string' } });
    const { tab = 'all' } = values;
    if (!orderTabs.some((each) => each === tab)) throw new UsageError(`--tab must be one of ${orderTabs.join(', ')}`);
    const limit = String(wholeNumber(values.limit ?? '50', '--limit', 1, 200));
    const target = await desk();
    const account = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    const page = await target.ask(orderPage, { path: '/api/v1/orders', query: { q: words.join(' '), tab, limit, account } });
    if (values.json) out(JSON.stringify(page));
    else {
      const rows = page.items.map((order) => [
        order.orderId,
        shortTime(order.purchasedAt),
        order.status,
        shortTime(order.shipBy),
        String(order.units),
        order.total === null ? '' : `${order.total} ${order.currency ?? ''}`,
        order.buyerMask ?? '',
        order.lines.map((line) => line.sku).join(' '),
      ]);
      for (const line of tableLines(['order', 'date', 'status', 'ship by', 'units', 'total', 'buyer', 'SKUs'], rows)) out(line);
      if (page.next !== null) note(`There are more than ${limit}.`);
    }
    return page.items.length > 0 ? exitCodes.ok : exitCodes.found;
  },
};
