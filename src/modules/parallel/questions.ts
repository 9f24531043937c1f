import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts, modeChanges } from '#src/modules/accounts/questions.ts';
import { dayOf } from '#src/modules/ledger/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { ParallelOrder, ParallelReport } from './contract.ts';
import { isFinding, type JudgedOrder, judgeOrder, sumDay } from './rules.ts';
import { dueOrders, listedSpans } from './views.ts';

type Deps = { database: Database; clock: Clock };
export type Span = { from?: string | undefined; to?: string | undefined };

const dayMs = 86_400_000;
/** No zone is further from UTC than this. */
const widestMs = 14 * 3_600_000;
const mostDays = 92;
const mostFindings = 500;
const usualDays = 14;

type JudgedDay = JudgedOrder & { day: string };

/** What the other tool did, as seen through Amazon: day by day of each account's own time zone. Throws INVALID_INPUT. */
export async function parallelReportOf(deps: Deps, accounts: readonly AccountId[], span: Span): Promise<ParallelReport> {
  const { from, to } = spanOf(span, deps.clock.now());
  const { judged, lists, modes } = await look(deps, accounts, from, to);
  const days = [...Map.groupBy(judged, ({ order, day }) => `${day} ${order.accountId}`).values()].map((group) => ({
    accountId: group[0]?.order.accountId ?? '',
    day: group[0]?.day ?? '',
    ...sumDay(group),
  }));
  const found = judged.filter(isFinding).toReversed();
  return {
    from,
    to,
    days: days.toSorted((a, b) => b.day.localeCompare(a.day) || Number(a.accountId) - Number(b.accountId)),
    findings: found.slice(0, mostFindings).map(orderView),
    more: found.length > mostFindings,
    lists: lists.map((list) => ({
      ...list,
      from: list.from.toISOString(),
      to: list.to.toISOString(),
      importedAt: list.importedAt.toISOString(),
    })),
    modes: modes.map((mode) => ({ ...mode, at: mode.at.toISOString() })),
  };
}

/** Every order of the report, oldest ship-by first. Throws INVALID_INPUT. */
export async function parallelOrdersOf(deps: Deps, accounts: readonly AccountId[], span: Span): Promise<ParallelOrder[]> {
  const { from, to } = spanOf(span, deps.clock.now());
  return (await look(deps, accounts, from, to)).judged.map(orderView);
}

async function look({ database, clock }: Deps, accounts: readonly AccountId[], from: string, to: string) {
  const zones = new Map((await listAccounts(database)).map(({ accountId, timeZone }) => [accountId, timeZone]));
  const [start, end] = [new Date(`${from}T00:00:00Z`).getTime() - widestMs, new Date(`${to}T00:00:00Z`).getTime() + dayMs + widestMs];
  return database.read(accounts, async (db) => {
    const lists = await listedSpans(db);
    const orders = await dueOrders(db, new Date(start), new Date(end));
    const judged = orders.flatMap((order): JudgedDay[] => {
      const day = dayOf(order.shipBy, zones.get(order.accountId) ?? 'UTC');
      if (day < from || day > to) return [];
      const coverage = lists.find(({ accountId }) => accountId === order.accountId);
      return [{ ...judgeOrder(order, coverage, clock.now()), day }];
    });
    return { judged, lists, modes: await modeChanges(db, 50) };
  });
}

function spanOf({ from, to }: Span, now: Date): { from: string; to: string } {
  const last = to ?? now.toISOString().slice(0, 10);
  const first = from ?? new Date(Date.parse(last) - (usualDays - 1) * dayMs).toISOString().slice(0, 10);
  const days = (Date.parse(last) - Date.parse(first)) / dayMs + 1;
  if (days < 1 || days > mostDays)
    throw new AppError('INVALID_INPUT', `from and to must span 1 to ${mostDays} days`, {
      problems: [{ field: 'from', message: `must be at most ${mostDays - 1} days before to, and not after it` }],
    });
  return { from: first, to: last };
}

const orderView = ({ order, day, verdict, minutes, afterCancel, list }: JudgedDay): ParallelOrder => ({
  accountId: order.accountId,
  orderId: order.orderId,
  day,
  status: order.status,
  purchasedAt: order.purchasedAt.toISOString(),
  shipBy: order.shipBy.toISOString(),
  confirmedAt: order.bornShipped ? null : (order.confirmedAt?.toISOString() ?? null),
  shipDate: order.shipDate?.toISOString() ?? null,
  minutes,
  verdict,
  afterCancel,
  ours: order.ours,
  list,
  listedAt: order.listedAt?.toISOString() ?? null,
});
