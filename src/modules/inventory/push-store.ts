import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { FbaStock } from './ports.ts';

export type OfferKey = { sku: string; marketplaceId: string };

/** Notes what offers are to show. Those on their way keep their course, unless fewer are to be sold than they were told. */
export async function queuePushes(
  tx: Tx,
  accountId: AccountId,
  offers: readonly (OfferKey & { wanted: number })[],
  now: Date,
): Promise<void> {
  if (offers.length === 0) return;
  await tx.query({
    text: `UPDATE stock_offer o SET wanted = x.wanted, push_state = 'queued', push_reason = NULL, next_at = $3, reads = 0
      FROM json_to_recordset($2::json) AS x(sku text, "marketplaceId" text, wanted int)
      WHERE o.account_id = $1 AND o.sku = x.sku AND o.marketplace_id = x."marketplaceId" AND o.channel = 'FBM'
        AND (o.push_state IS NULL OR o.push_state IN ('queued', 'verified', 'rejected')
          OR (o.push_state IN ('sent', 'accepted') AND o.feed_key IS NULL AND x.wanted < o.wanted))`,
    values: [accountId, JSON.stringify(offers), now],
  });
}

export type PushChange = {
  state: 'queued' | 'sending' | 'sent' | 'accepted' | 'verified' | 'rejected';
  reason?: string | null;
  nextAt?: Date | null;
  pushedAt?: Date;
  reads?: number;
  shown?: number;
  shownAt?: Date;
  productType?: string;
  lookedAt?: Date;
  way?: 'single' | 'file';
};

/** What became of offers of one store, by SKU. What a change does not name stays, but for the reason and the next look. */
export async function movePushes(
  tx: Tx,
  accountId: AccountId,
  marketplaceId: string,
  changes: readonly (readonly [sku: string, change: PushChange])[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.query({
    name: 'stock-pushes',
    text: `UPDATE stock_offer o SET push_state = x.state, push_reason = x.reason, next_at = x."nextAt", pushed_at = coalesce(x."pushedAt", o.pushed_at),
        reads = coalesce(x.reads, o.reads), shown = coalesce(x.shown, o.shown), shown_at = coalesce(x."shownAt", o.shown_at),
        product_type = coalesce(x."productType", o.product_type), looked_at = coalesce(x."lookedAt", o.looked_at), push_way = coalesce(x.way, o.push_way)
      FROM json_to_recordset($3::json) AS x(sku text, state text, reason text, "nextAt" timestamptz, "pushedAt" timestamptz, reads int, shown int,
        "shownAt" timestamptz, "productType" text, "lookedAt" timestamptz, way text)
      WHERE o.account_id = $1 AND o.marketplace_id = $2 AND o.sku = x.sku AND o.channel = 'FBM'`,
    values: [accountId, marketplaceId, JSON.stringify(changes.map(([sku, change]) => ({ sku, ...change })))],
  });
}

/** Whether an account sends quantities, and how many units it holds back of every offer. */
export async function saveChannel(tx: Tx, accountId: AccountId, pushes: boolean, buffer: number, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO stock_channel (account_id, pushes, buffer, changed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (account_id) DO UPDATE SET pushes = excluded.pushes, buffer = excluded.buffer, changed_at = excluded.changed_at`,
    values: [accountId, pushes, buffer, now],
  });
}

/** How many units one offer that the seller ships holds back; false when there is no such offer. */
export async function saveBuffer(tx: Tx, accountId: AccountId, { sku, marketplaceId }: OfferKey, buffer: number | null): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE stock_offer SET buffer = $4 WHERE account_id = $1 AND sku = $2 AND marketplace_id = $3 AND channel = 'FBM' RETURNING 1`,
    values: [accountId, sku, marketplaceId, buffer],
  });
  return rows.length > 0;
}

/** What lies with Amazon of these SKUs in a store. */
export async function saveFbaStock(
  tx: Tx,
  accountId: AccountId,
  marketplaceId: string,
  items: readonly FbaStock[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'stock-fba',
    text: `INSERT INTO stock_offer (account_id, marketplace_id, channel, sku, asin, title, fulfillable, inbound, held, unsellable, fba_at, seen_at)
      SELECT $1, $2, 'FBA', sku, asin, title, fulfillable, inbound, held, unsellable, $4, $4
      FROM json_to_recordset($3::json) AS x(sku text, asin text, title text, fulfillable int, inbound int, held int, unsellable int)
      ON CONFLICT (account_id, sku, marketplace_id, channel) DO UPDATE SET fulfillable = excluded.fulfillable, inbound = excluded.inbound,
        held = excluded.held, unsellable = excluded.unsellable, fba_at = excluded.fba_at, seen_at = excluded.seen_at`,
    values: [accountId, marketplaceId, JSON.stringify(items.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))), now],
  });
}
