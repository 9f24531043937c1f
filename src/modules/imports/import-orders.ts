import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { ensureAccount } from '#src/modules/accounts/index.ts';
import type { ImportResult } from './contract.ts';
import { importTally } from './import-tally.ts';
import type { OrderEvent } from './order-rows.ts';
import { readOrders } from './read-orders.ts';
import { runImport } from './run-import.ts';
import { type TakeDeps, takeBatch } from './take-batch.ts';
import { storeOf, type TargetWish, targetAccount } from './target-account.ts';

export type OrdersFile = TargetWish & {
  fileName: string;
  stream: AsyncIterable<Uint8Array>;
  by: string;
  /** The store of rows that name none. */
  marketplaceId?: string | undefined;
};

/** Orders in one transaction: quick, and a page of the desk never waits long for its turn. */
const BATCH = 200;
/** How far into a file its store is looked for, when an account has yet to be made for it. */
const HEAD = 1000;

/**
 * Takes an all-orders or unshipped-orders file in, at constant memory but for what was rejected and 30 bytes an order. Where
 * no account has the wished name one is made, in the region of the file's store, once the file has shown itself readable.
 * Doing it twice changes nothing; a file that breaks off leaves in what came before. Open orders of a connected account are
 * then fetched in full by `fetchOpen`. Throws FILE_UNREADABLE, ACCOUNT_NOT_FOUND, INVALID_INPUT, CONFLICT.
 */
export async function importOrders(deps: TakeDeps, file: OrdersFile): Promise<ImportResult> {
  const target = await targetAccount(deps.database, file);
  const known = 'newName' in target ? undefined : target;
  const marketplaceId = file.marketplaceId ?? (known && (await storeOf(deps.database, known)));
  const events = readOrders(file.stream, { marketplaceId, now: deps.clock.now() });
  try {
    const head = await headOf(events);
    const accountId = 'newName' in target ? await makeAccount(deps, target.newName, file.marketplaceId, head) : target.accountId;
    const { fetchOpen, ...intake } = deps;
    const taking = known?.state === 'connected' ? { ...intake, fetchOpen } : intake;
    return await runImport(deps, accountId, { kind: 'orders', fileName: file.fileName, by: file.by }, async (run) => {
      const tally = importTally();
      for await (const batch of batches(head, events)) {
        await takeEvents(taking, accountId, batch, tally);
        const { lines, rejected, ...counts } = tally.counts();
        await run.progress({ lines, counts, rejected });
      }
      return { importId: run.importId, ...tally.counts() };
    });
  } finally {
    // Closes the upload, also when nothing of it was read.
    await events.return(undefined);
  }
}

async function takeEvents(deps: TakeDeps, accountId: AccountId, events: readonly OrderEvent[], tally: ReturnType<typeof importTally>) {
  const orders = events.flatMap((event) => (event.kind === 'order' && !tally.hasFailed(event.order.orderId) ? [event.order] : []));
  const outcomes = await takeBatch(deps, accountId, orders);
  for (const event of events) {
    if (event.kind === 'rejected') tally.refused(event);
    else tally.stored(event, outcomes.get(event.order.orderId) ?? { rejected: 'belongs to an order that could not be stored' });
  }
}

/** The first events, up to an order with a store. */
async function headOf(events: AsyncGenerator<OrderEvent>): Promise<OrderEvent[]> {
  const head: OrderEvent[] = [];
  while (head.length < HEAD) {
    const next = await events.next();
    if (next.done) break;
    head.push(next.value);
    if (next.value.kind === 'order' && next.value.order.marketplaceId !== undefined) break;
  }
  return head;
}

async function makeAccount(
  deps: TakeDeps,
  name: string,
  marketplaceId: string | undefined,
  head: readonly OrderEvent[],
): Promise<AccountId> {
  const stores = [marketplaceId, ...head.map((event) => (event.kind === 'order' ? event.order.marketplaceId : undefined))];
  const region = stores.map((id) => id && marketplaceOf(id)?.region).find((found) => found !== undefined && found !== '');
  if (head.length === 0) throw new AppError('FILE_UNREADABLE', 'The file has column names but not one line with an order');
  return ensureAccount(deps, name, region || 'NA');
}

async function* batches(head: readonly OrderEvent[], events: AsyncGenerator<OrderEvent>): AsyncGenerator<OrderEvent[]> {
  let batch: OrderEvent[] = [];
  async function* all() {
    yield* head;
    yield* events;
  }
  for await (const event of all()) {
    batch.push(event);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
