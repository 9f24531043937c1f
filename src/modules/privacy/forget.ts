import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { forgetOrders, holdIntake } from '#src/modules/orders/index.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import { blindEmail, blindName, vaultOrders } from '#src/modules/vault/questions.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { holdOf } from './hold-rules.ts';
import type { Keeper } from './keeper.ts';
import { redactText, type Traces, tracesOf } from './personal-values-rules.ts';
import { type FoundTrace, type ScanResult, scanForTraces } from './scan.ts';
import { insertPurge, saveScan } from './store.ts';
import { openHolds } from './views.ts';

export type PrivacyDeps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  /** Everybody who keeps something about orders. */
  keepers: readonly Keeper[];
  /** The folder whose files are looked through. */
  dataDir: string | undefined;
};

type Request = {
  orderIds: readonly string[];
  reason: 'due' | 'request';
  askedBy: string;
  oldestDue: Date | null;
  outcomes?: readonly { orderId: string; outcome: string }[];
};

export type Forgotten = { purgeId: string; gone: string[]; scan: ScanResult; found: FoundTrace[] };

const nothing: Traces = { strong: [], weak: [] };

/**
 * Takes everything personal of these orders away, in one transaction with the report of it, and then looks for what they
 * held: in every table and every file. The values are in this process's memory alone and go with the call. Killed between the
 * two, the report stands without a look, and says so.
 */
export async function forget(deps: PrivacyDeps, accountId: AccountId, request: Request): Promise<Forgotten> {
  const { database, sealing, clock, keepers, dataDir } = deps;
  const { orderIds, reason, askedBy, oldestDue, outcomes } = request;
  const held = await readPersonal(deps, { accountId, orderIds, reader: askedBy, purpose: `purge: ${reason}` });
  const traces = new Map([...held].map(([orderId, personal]) => [orderId, tracesOf(personal)]));
  const now = clock.now();
  const { purgeId, gone, free } = await database.write([accountId], async (tx) => {
    await holdIntake(tx, accountId);
    const free = await withoutHeld(tx, accountId, orderIds, now);
    const taken = await forgetOrders(tx, accountId, {
      orderIds: free,
      redact: (orderId, text) => redactText(text, traces.get(orderId) ?? nothing),
      now,
    });
    const removed: Record<string, number> = { vault: taken.length };
    for (const keeper of keepers) removed[keeper.name] = await keeper.forget(tx, accountId, free, now);
    const id = await insertPurge(tx, accountId, {
      at: now,
      reason,
      askedBy,
      orders: taken.length,
      oldestDue,
      removed,
      ...(outcomes ? { outcomes } : {}),
    });
    return { purgeId: id, gone: taken, free };
  });
  const isFree = ([orderId]: [string, unknown]) => free.includes(orderId);
  const all = [...traces].filter(isFree).map(([, found]) => found);
  const hashes = [...held]
    .filter(isFree)
    .flatMap(([, personal]) => [
      ...(personal.buyerEmail ? [blindEmail(sealing, personal.buyerEmail)] : []),
      ...[personal.buyerName, personal.recipient?.name].flatMap((name) => (name ? blindName(sealing, name) : [])),
    ]);
  const { scan, found } = await scanForTraces({ database, dataDir }, accountId, {
    strong: all.flatMap(({ strong }) => strong),
    weak: [...all.flatMap(({ weak }) => weak), ...hashes],
    orderIds: free,
  });
  await database.write([accountId], (tx) => saveScan(tx, accountId, purgeId, scan, found));
  return { purgeId, gone, scan, found };
}

/** A hold that came since the orders were chosen counts: none can be set while the account's orders are held. */
async function withoutHeld(tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date): Promise<string[]> {
  const holds = await openHolds(tx, accountId);
  if (holds.length === 0) return [...orderIds];
  const held = (await vaultOrders(tx, accountId, orderIds)).filter((order) => holdOf(holds, order, now) !== undefined);
  return orderIds.filter((orderId) => !held.some((order) => order.orderId === orderId));
}
