import { z } from 'zod';
import { syncState } from '#src/modules/sync/contract.ts';
import { accountNamed } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const sync: Command = {
  name: 'sync',
  summary: 'say how fresh the orders are, or sweep now',
  help: `Usage: npm run waybill -- sync [--now] [--quotas] [--account <name>] [--json]

  --now             let the next sweep begin now instead of when it is due; a desk must run for it to happen
  --quotas          what is left of each of Amazon's quotas, when there is more, and what it went to
  --account <name>  only this account
  --json            one line: {"now","accounts":[{"accountId","name","freshAsOf","lastError", …}]}
  --help            this text

Times are UTC. 1 is answered when the last try of an account failed or answers wait in quarantine.`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, { now: { type: 'boolean' }, quotas: { type: 'boolean' }, account: { type: 'string' } });
    noWords(words);
    const target = await desk();
    const wanted = values.account === undefined ? undefined : await accountNamed(target, values.account);
    const state = await target.ask(syncState, { path: '/api/v1/sync' });
    const shown = state.accounts.filter((each) => wanted === undefined || each.accountId === wanted.accountId);
    if (values.now) {
      for (const { accountId } of shown)
        await target.ask(z.object({ due: z.literal('now') }), { method: 'POST', path: `/api/v1/sync/${accountId}/now` });
      note(target.own ? 'It begins when the desk runs: npm start' : `A sweep begins now for ${shown.length} accounts.`);
    }
    if (values.json) out(JSON.stringify({ now: state.now, accounts: shown }));
    else if (values.quotas) for (const line of quotaLines(shown)) out(line);
    else {
      const rows = shown.map((each) => [
        each.name,
        shortTime(each.freshAsOf) || 'not yet',
        shortTime(each.nextSweepAt),
        String(each.hydrateBacklog),
        String(each.openWrites),
        String(each.quarantined),
        each.lastError ?? '',
      ]);
      for (const line of tableLines(['account', 'fresh as of', 'next sweep', 'to fetch', 'writes', 'quarantine', 'last error'], rows))
        out(line);
    }
    return shown.some((each) => each.lastError !== null || each.quarantined > 0) ? exitCodes.found : exitCodes.ok;
  },
};

function quotaLines(accounts: z.infer<typeof syncState>['accounts']): string[] {
  const words = (spent: Readonly<Record<string, number | undefined>>) =>
    Object.entries(spent)
      .map(([purpose, calls]) => `${purpose} ${calls}`)
      .join(', ');
  const rows = accounts.flatMap((each) =>
    each.quotas.map((quota) => [
      each.name,
      quota.operation,
      `${Math.floor(quota.tokens)} of ${quota.burst}`,
      shortTime(quota.nextTokenAt),
      words(quota.lastHour),
      words(quota.lastDay),
      quota.waiting.map(({ purpose, calls }) => `${purpose} ${calls}`).join(', '),
      quota.throttled > 0 ? String(quota.throttled) : '',
    ]),
  );
  return tableLines(['account', 'operation', 'left', 'one more at', 'last hour', 'last day', 'waiting', 'refused'], rows);
}
