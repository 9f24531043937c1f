import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { accountsOf } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const accounts: Command = {
  name: 'accounts',
  summary: 'list the accounts',
  help: `Usage: npm run waybill -- accounts [--json]

  --json  one line: {"items":[{"accountId","name","region","host","state","marketplaceIds", …}]}
  --help  this text`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const items = await accountsOf(await desk());
    if (values.json) out(JSON.stringify({ items }));
    else {
      const rows = items.map(({ accountId, name, region, host, state, marketplaceIds }) => [
        accountId,
        name,
        region,
        host,
        state,
        marketplaceIds.map((id) => marketplaceOf(id)?.country ?? id).join(' '),
      ]);
      for (const line of tableLines(['id', 'name', 'region', 'orders from', 'state', 'stores'], rows)) out(line);
    }
    return exitCodes.ok;
  },
};
