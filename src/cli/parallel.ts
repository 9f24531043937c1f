import { type ParallelOrder, type ParallelReport, parallelReport } from '#src/modules/parallel/contract.ts';
import { accountNamed, accountsOf } from './account-named.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const parallel: Command = {
  name: 'parallel',
  summary: 'say what another tool does with your orders, as seen through Amazon',
  help: `Usage: npm run waybill -- parallel [--from <day>] [--to <day>] [--account <name>] [--json]

Each order that you ship yourself stands in the day of its ship-by date, in the account's time zone: confirmed in time, late, or
missing; shipped after the buyer had asked to cancel; and how long after the order. See docs/parallel-run.md.

  --from <day>      first day, as 2026-11-01; default two weeks before the last
  --to <day>        last day; default today
  --account <name>  only this account
  --json            one line: {"days":[{"day","due","inTime","late","missing", …}],"findings":[…],"lists":[…],"modes":[…]}
  --help            this text

Minutes run from the order to its confirmation. 1 is answered when something is late, missing, shipped after a cancel request,
or not in the other tool's list.`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, { from: { type: 'string' }, to: { type: 'string' }, account: { type: 'string' } });
    noWords(words);
    const target = await desk();
    const account = values.account === undefined ? undefined : (await accountNamed(target, values.account)).accountId;
    const query = { account, from: values.from, to: values.to };
    const report = await target.ask(parallelReport, { path: '/api/v1/parallel', query });
    if (values.json) out(JSON.stringify(report));
    else {
      const names = new Map((await accountsOf(target)).map((each) => [each.accountId, each.name]));
      for (const line of lines(report, names)) out(line);
      note(`${report.findings.length} orders from ${report.from} to ${report.to} are worth a look.`);
    }
    return report.findings.length === 0 ? exitCodes.ok : exitCodes.found;
  },
};

function lines({ days, findings, lists }: ParallelReport, names: ReadonlyMap<string, string>): string[] {
  const nameOf = (accountId: string) => names.get(accountId) ?? accountId;
  const rows = days.map((day) => [
    day.day,
    nameOf(day.accountId),
    ...[day.due, day.inTime, day.late, day.missing, day.waiting, day.afterCancel, day.missed, day.takenLate].map(String),
    day.times ? `${day.times.median} / ${day.times.p90} / ${day.times.worst}` : '',
  ]);
  const head = [
    'ship by',
    'account',
    'orders',
    'in time',
    'late',
    'missing',
    'due',
    'after cancel',
    'missed',
    'taken late',
    'min: median / 90 % / worst',
  ];
  return [
    ...tableLines(head, rows),
    ...findings.map(
      (order) => `${order.orderId} (${nameOf(order.accountId)}), ship by ${shortTime(order.shipBy)}: ${found(order).join(', ')}`,
    ),
    ...lists.map(
      ({ accountId, orders, from, to, strangers }) =>
        `list of the other tool for ${nameOf(accountId)}: ${orders} orders, ${shortTime(from)} to ${shortTime(to)}` +
        (strangers.length === 0 ? '' : `; not here: ${strangers.join(' ')}`),
    ),
  ];
}

function found({ verdict, confirmedAt, shipDate, afterCancel, list, listedAt }: ParallelOrder): string[] {
  const when = confirmedAt ? shortTime(confirmedAt) : shipDate ? `${shortTime(shipDate)} by its told ship date` : 'unknown';
  const words: string[] = [];
  if (verdict === 'late') words.push(`confirmed late, ${when}`);
  if (verdict === 'missing') words.push('not confirmed');
  if (afterCancel) words.push('shipped after a cancel request');
  if (list === 'missed') words.push("not in the other tool's list");
  if (list === 'taken-late') words.push(`taken late, ${shortTime(listedAt)}`);
  return words;
}
