import { complianceView, lookView } from '#src/modules/privacy/contract.ts';
import { accountNamed, accountsOf } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const privacyScan: Command = {
  name: 'privacy scan',
  summary: 'look for personal data outside the vault, in every table and file',
  help: `Usage: npm run waybill -- privacy scan [--account <name>] [--json]

Opens the vault and looks for what it holds anywhere else: in every text, JSON and byte column of every table, and in every file of
the data folder. Counts what a purge would have left. Prints places, never values. The look is kept in the report of purges.

  --account <name>  only this account
  --json            one line: {"items":[{"accountId","orders","overdue","strays","scan","found"}]}
  --help            this text

1 is answered when anything is found or an order is past its day.`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, { account: { type: 'string' } });
    noWords(words);
    const target = await desk();
    const account = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    const body = { type: 'application/json', content: JSON.stringify(account === undefined ? {} : { account }) };
    const look = await target.ask(lookView, { method: 'POST', path: '/api/v1/privacy/look', body });
    const isClean = look.items.every(({ found, overdue }) => found.length === 0 && overdue === 0);
    if (values.json) out(JSON.stringify(look));
    else {
      const names = new Map((await accountsOf(target)).map((each) => [each.accountId, each.name]));
      const rows = look.items.flatMap((item) => [
        ...item.found.map(({ place, traces }) => [names.get(item.accountId) ?? item.accountId, place, String(traces)]),
        ...(item.overdue > 0 ? [[names.get(item.accountId) ?? item.accountId, 'orders past their day', String(item.overdue)]] : []),
      ]);
      if (rows.length > 0) for (const line of tableLines(['account', 'place', 'traces'], rows)) out(line);
      for (const { accountId, orders, scan } of look.items)
        note(
          `${names.get(accountId) ?? accountId}: looked for what ${orders} orders hold, in ${scan.rows} rows of ${scan.tables} tables and ${scan.files} files.`,
        );
      if (isClean) note('Nothing was found.');
    }
    return isClean ? exitCodes.ok : exitCodes.found;
  },
};

export const compliance: Command = {
  name: 'compliance',
  summary: 'say how each duty of Amazon’s data protection policy is met now',
  help: `Usage: npm run waybill -- compliance [--json]

  --json  one line: {"at","state","duties":[{"id","title","state","finding","remedy","answer", …}]}
  --help  this text

1 is answered when a duty is not met.`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const page = await (await desk()).ask(complianceView, { path: '/api/v1/compliance' });
    if (values.json) out(JSON.stringify(page));
    else {
      const rows = page.duties.map(({ state, title, finding, remedy }) => [
        state,
        title,
        remedy === null ? finding : `${finding} → ${remedy}`,
      ]);
      for (const line of tableLines(['state', 'duty', 'now'], rows)) out(line);
    }
    return page.state === 'good' ? exitCodes.ok : exitCodes.found;
  },
};
