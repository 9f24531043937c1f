import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts, marketplacesOf } from '#src/modules/accounts/questions.ts';
import { readOrderList } from '#src/modules/imports/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { TakenList } from './contract.ts';
import { saveListed } from './store.ts';

/** Orders at a time. */
const atOnce = 5_000;
/** Lines that could not be read which the answer names. */
const most = 200;

/**
 * Takes the other tool's list of orders in: its columns are found by name, each line tells an order and when the tool had it.
 * Only their numbers and times are kept, nothing of the orders themselves changes. Throws FILE_UNREADABLE, ACCOUNT_NOT_FOUND.
 */
export async function takeList(
  { database, clock }: { database: Database; clock: Clock },
  accountId: AccountId,
  stream: AsyncIterable<Uint8Array>,
): Promise<TakenList> {
  const account = (await listAccounts(database)).find((each) => each.accountId === accountId);
  if (!account) throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${accountId}`);
  const [store] = await database.read([accountId], marketplacesOf);
  const now = clock.now();
  const result: TakenList = { lines: 0, orders: 0, fresh: 0, rejected: [] };
  const listed = new Map<string, Date>();
  const flush = async () => {
    const part = [...listed].map(([orderId, at]) => ({ orderId, at }));
    listed.clear();
    if (part.length === 0) return;
    result.orders += part.length;
    result.fresh += await database.write([accountId], (tx) => saveListed(tx, accountId, part, now));
  };
  for await (const row of readOrderList(stream, { marketplaceId: store?.marketplaceId, timeZone: account.timeZone, now })) {
    result.lines += 1;
    if (row.kind === 'problem') {
      const { line, column, reason } = row;
      if (result.rejected.length < most) result.rejected.push({ line, column, reason });
      continue;
    }
    const before = listed.get(row.orderId);
    if (!before || row.at < before) listed.set(row.orderId, row.at);
    if (listed.size >= atOnce) await flush();
  }
  await flush();
  return result;
}
