import { type Finding, whereAnswer } from '#src/modules/where/contract.ts';
import { reasonWords } from '#src/platform/reason-words.ts';
import { accountsOf } from './account-named.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime } from './print-table.ts';
import { readArguments } from './read-arguments.ts';

export const where: Command = {
  name: 'where',
  summary: 'say where an order is, or why it is not shown',
  help: `Usage: npm run waybill -- where <text> [--json]

Looks for an order number, e-mail address, tracking number or buyer's name. An order number that is not here is asked of
Amazon under every connected account, and what Amazon shows is taken in.

  --json  one line: {"text","findings":[{"kind","accountId","orderId","evidence","fix"}]}
  --help  this text

Times are UTC. 1 is answered when the order is not here, or only an answer that was not understood.`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, {});
    const text = words.join(' ').trim();
    if (text === '') throw new UsageError('what to look for is missing');
    if (text.length > 200) throw new UsageError('at most 200 characters can be looked for');
    const target = await desk();
    const answer = await target.ask(whereAnswer, { path: '/api/v1/where', query: { text } });
    if (values.json) out(JSON.stringify(answer));
    else {
      const names = new Map((await accountsOf(target)).map(({ accountId, name }) => [accountId, name]));
      for (const finding of answer.findings) out(sentences(finding, names));
    }
    return answer.findings.some(({ kind }) => hereKinds.has(kind)) ? exitCodes.ok : exitCodes.found;
  },
};

const hereKinds: ReadonlySet<Finding['kind']> = new Set(['here', 'hidden', 'other_account', 'pending', 'cancelled', 'was_missing']);

function aboutOf(kind: Finding['kind'], evidence: Finding['evidence']): string {
  if (kind === 'was_missing') return evidence['why'] === 'left-out' ? 'left-out' : 'late';
  if (kind === 'cancelled' && evidence['first'] === 'cancelled') return 'cancelled-before';
  return kind === 'hidden' ? `hidden-${evidence['hides'] ?? 'both'}` : kind;
}

/** The words of the web, and behind them what they rest on. */
function sentences({ kind, accountId, orderId, evidence }: Finding, names: ReadonlyMap<string, string>): string {
  const about = aboutOf(kind, evidence);
  const values = { ...evidence, order: orderId ?? '' };
  const { status, since, source, swept, by, minutes, store } = evidence;
  const facts = [
    accountId !== null && `account ${names.get(accountId) ?? accountId}`,
    status && `status ${status}`,
    since && `since ${shortTime(since)}`,
    source && `by ${source}`,
    store && `store ${store}`,
    swept && `list read up to ${shortTime(swept)}`,
    minutes && `${minutes} minutes behind`,
    by && `found by ${by}`,
  ].flatMap((each) => (each ? [each] : []));
  return [
    orderId ?? '',
    reasonWords({ key: `where.kinds.${kind}`, values }),
    reasonWords({ key: `where.about.${about}`, values }).trim(),
    facts.length > 0 ? `(${facts.join(', ')})` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
