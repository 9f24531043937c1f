import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { type LedgerPage, ledgerPage } from '#src/modules/ledger/contract.ts';
import { syncState } from '#src/modules/sync/contract.ts';
import { reasonWords } from '#src/platform/reason-words.ts';
import { accountNamed, accountsOf } from './account-named.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

const dayMs = 86_400_000;

export const ledger: Command = {
  name: 'ledger',
  summary: 'say for each day and store whether every order is here',
  help: `Usage: npm run waybill -- ledger [--from <day>] [--to <day>] [--account <name>] [--json]

What is here, held against what each source at Amazon has shown: a day is closed when all agree. See docs/completeness.md.

  --from <day>      first day, as 2026-11-01; default 30 days before the last
  --to <day>        last day; default today
  --account <name>  only this account
  --json            one line: {"items":[{"day","marketplaceId","state","held","seen","metric","waitsFor", …}],"chain":[…]}
  --help            this text

Days are those of the store. 1 is answered when a day has a gap or the chain of closings is broken.`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, { from: { type: 'string' }, to: { type: 'string' }, account: { type: 'string' } });
    noWords(words);
    const given = { from: dayGiven(values.from, '--from'), to: dayGiven(values.to, '--to') };
    const target = await desk();
    const accountId = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    // The desk's time, which in the demo shop is not this machine's; stores in the east are ahead of UTC.
    const to = given.to ?? dayBefore((await target.ask(syncState, { path: '/api/v1/sync' })).now, -1);
    const from = given.from ?? dayBefore(to, 30);
    if (from > to) throw new UsageError(`--from ${from} is after --to ${to}`);
    const page = await target.ask(ledgerPage, { path: '/api/v1/ledger', query: { account: accountId, from, to } });
    if (values.json) out(JSON.stringify(page));
    else {
      const names = new Map((await accountsOf(target)).map((each) => [each.accountId, each.name]));
      for (const line of lines(page, names)) out(line);
      note(summary(page));
    }
    const isBad = page.items.some(({ state }) => state === 'gap') || page.chain.some(({ brokenAt }) => brokenAt !== null);
    return isBad ? exitCodes.found : exitCodes.ok;
  },
};

function dayGiven(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text))
    throw new UsageError(`${option} must be a day such as 2026-11-01`);
  return text;
}

const dayBefore = (day: string, days: number): string => new Date(new Date(day).getTime() - days * dayMs).toISOString().slice(0, 10);

function lines({ items, chain }: LedgerPage, names: ReadonlyMap<string, string>): string[] {
  const rows = items.map((day) => [
    day.day,
    names.get(day.accountId) ?? day.accountId,
    marketplaceOf(day.marketplaceId)?.country ?? day.marketplaceId,
    day.state,
    String(day.held),
    day.metric === null ? '' : String(day.metric),
    String(day.seen['search'] ?? 0),
    String(day.seen['report'] ?? 0),
    aboutDay(day),
  ]);
  return [
    ...tableLines(['day', 'account', 'store', 'state', 'here', 'Amazon counts', 'in list', 'in reports', 'closed, or waits for'], rows),
    ...chain.map(({ accountId, entries, brokenAt }) => {
      const state = brokenAt === null ? `holds, ${entries} entries` : `is broken at ${brokenAt}`;
      return `chain of ${names.get(accountId) ?? accountId}: ${state}`;
    }),
  ];
}

function aboutDay({ lookedAt, waitsFor, closedAt }: LedgerPage['items'][number]): string {
  if (lookedAt === null) return reasonWords({ key: 'ledger.notYet', values: {} });
  const waits = waitsFor.map((each) => reasonWords({ key: `ledger.waits.${each}`, values: {} }));
  return waits.length > 0 ? waits.join('; ') : shortTime(closedAt);
}

function summary({ items }: LedgerPage): string {
  const closed = items.filter(({ state }) => state === 'closed').length;
  return `${closed} of ${items.length} days are closed: no order of them that is known to any Amazon source is missing here.`;
}
