import { createHash } from 'node:crypto';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Asker, type BatchesDeps, wake } from './batches-deps.ts';
import type { BatchBody } from './contract.ts';
import { deadlinesOf } from './row-views.ts';
import { insertBatch, insertRows } from './store.ts';
import { batchOfKey } from './views.ts';

/**
 * Makes a batch of these orders; due work asks what their labels cost. The same key again answers with the same batch. Throws
 * INVALID_INPUT for a key under which other orders were asked for, NOT_FOUND for an order that is not here.
 */
export async function makeBatch({ labels }: BatchesDeps, body: BatchBody, { by, accounts, key }: Asker & { key: string }): Promise<string> {
  const { database, clock } = labels;
  const named = new Set(body.orders.map(({ accountId }) => accountId));
  const unseen = [...named].find((accountId) => !accounts.includes(accountId));
  if (unseen !== undefined) throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${unseen}`);
  const asked = { key, askedHash: hashOf(body), name: body.name, origin: body.origin, accounts: [...named].toSorted(), by };
  return database.write(accounts, async (tx) => {
    const now = clock.now();
    const batchId = await insertBatch(tx, { ...asked, now });
    if (batchId === undefined) {
      const before = await batchOfKey(tx, key);
      if (before?.askedHash === asked.askedHash) return before.batchId;
      throw new AppError('INVALID_INPUT', 'this Idempotency-Key was used for a batch of other orders; use a new key for each batch', {
        problems: [{ field: 'Idempotency-Key', message: 'was used before, with other contents' }],
      });
    }
    const placed = Map.groupBy(
      body.orders.map((order, position) => ({ ...order, position })),
      ({ accountId }) => accountId,
    );
    for (const [accountId, rows] of placed) await fill(tx, accountId, batchId, rows, now);
    await wake(tx, named, now);
    return batchId;
  });
}

async function fill(
  tx: Parameters<typeof insertRows>[0],
  accountId: AccountId,
  batchId: string,
  rows: readonly { orderId: string; position: number }[],
  now: Date,
): Promise<void> {
  const orderIds = rows.map(({ orderId }) => orderId);
  const deadlines = await deadlinesOf(tx, accountId, orderIds);
  const lost = orderIds.filter((orderId) => !deadlines.has(orderId));
  if (lost.length > 0) throw new AppError('NOT_FOUND', `orders: ${lost.length} of them are not here, the first is ${lost[0]}`);
  const made = rows.map(({ orderId, position }) => ({ orderId, position, deadline: deadlines.get(orderId) ?? null }));
  await insertRows(tx, accountId, batchId, made, now);
}

const hashOf = ({ orders }: BatchBody): string => createHash('sha256').update(JSON.stringify(orders)).digest('hex');
