import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import { isOpenStatus, ordersOfBuyer } from '#src/modules/orders/questions.ts';
import { blindEmail, blindName, vaultOrders } from '#src/modules/vault/questions.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { type Forgotten, forget, type PrivacyDeps } from './forget.ts';
import { holdOf } from './hold-rules.ts';
import { openHolds } from './views.ts';

/** A buyer as people name one: by e-mail address, or by name. Neither is kept. */
export type BuyerQuestion = { email?: string | undefined; name?: string | undefined };

/** Whether the data of an order can go now: `open` is still needed to send it, `held` stands under a hold, `gone` has none left. */
export type Erasable = 'erasable' | 'open' | 'held' | 'gone';

export type BuyerOrder = {
  accountId: AccountId;
  orderId: string;
  purchasedAt: Date;
  status: string;
  state: Erasable;
  /** Of a held one: the ground and the last day. */
  hold: { ground: string; until: string } | null;
};

/** The hashes under which the orders of a buyer stand in the search keys. Throws INVALID_INPUT when neither is usable. */
function hashesOf(sealing: Sealing, { email, name }: BuyerQuestion): { kind: 'mail' | 'name'; keys: string[] } {
  if (email !== undefined && z.email().safeParse(email.trim()).success) return { kind: 'mail', keys: [blindEmail(sealing, email)] };
  const keys = name === undefined ? [] : blindName(sealing, name);
  if (keys.length === 0)
    throw new AppError('INVALID_INPUT', 'email must be an e-mail address, or name must hold a letter: one of them names the buyer');
  return { kind: 'name', keys };
}

const most = 1_000;

/** The orders of a buyer, newest first, and which of them can be erased now. At most 1,000. */
export async function findBuyer(deps: PrivacyDeps, accounts: readonly AccountId[], buyer: BuyerQuestion): Promise<BuyerOrder[]> {
  const { kind, keys } = hashesOf(deps.sealing, buyer);
  const found = await deps.database.read(accounts, (db) => ordersOfBuyer(db, kind, keys, most));
  return judge(deps, found);
}

type Known = { accountId: AccountId; orderId: string; purchasedAt: Date; status: string };

async function judge({ database, clock }: PrivacyDeps, orders: readonly Known[]): Promise<BuyerOrder[]> {
  const now = clock.now();
  const judged = await Promise.all(
    [...Map.groupBy(orders, ({ accountId }) => accountId)].map(([accountId, own]) =>
      database.read([accountId], async (db) => {
        const holds = await openHolds(db, accountId);
        const inVault = new Map(
          (
            await vaultOrders(
              db,
              accountId,
              own.map(({ orderId }) => orderId),
            )
          ).map((each) => [each.orderId, each]),
        );
        return own.map((order): BuyerOrder => {
          const held = inVault.get(order.orderId);
          const hold = held && holdOf(holds, held, now);
          const state = !held
            ? 'gone'
            : hold
              ? 'held'
              : isOpenStatus(order.status) || order.status.startsWith('pending')
                ? 'open'
                : 'erasable';
          return { ...order, state, hold: hold ? { ground: hold.ground, until: hold.until } : null };
        });
      }),
    ),
  );
  return judged.flat().toSorted((a, b) => b.purchasedAt.getTime() - a.purchasedAt.getTime());
}

export type Erased = { orders: BuyerOrder[]; erased: number; purges: (Forgotten & { accountId: AccountId })[] };

/**
 * Erases all that can go now, of all accounts given, and reports each order. What cannot: `open` goes 30 days after
 * delivery by itself, `held` when its hold ends. Sales, taxes and quantities of every order stay, without a person.
 */
export async function eraseBuyer(
  deps: PrivacyDeps,
  accounts: readonly AccountId[],
  buyer: BuyerQuestion,
  by: { name: string; actor: Actor },
): Promise<Erased> {
  const orders = await findBuyer(deps, accounts, buyer);
  const purges: Erased['purges'] = [];
  for (const [accountId, own] of Map.groupBy(orders, (order) => order.accountId)) {
    const orderIds = own.filter(({ state }) => state === 'erasable').map(({ orderId }) => orderId);
    const outcomes = own.map(({ orderId, state }) => ({ orderId, outcome: state === 'erasable' ? 'erased' : state }));
    const done = await forget(deps, accountId, { orderIds, reason: 'request', askedBy: by.name, oldestDue: null, outcomes });
    purges.push({ ...done, accountId });
    await deps.database.write([accountId], (tx) =>
      record(tx, deps.clock.now(), {
        actor: by.actor,
        action: 'buyer.erased',
        accountId,
        subjects: done.gone,
        details: { orders: String(own.length) },
      }),
    );
  }
  return { orders, erased: purges.reduce((sum, { gone }) => sum + gone.length, 0), purges };
}
