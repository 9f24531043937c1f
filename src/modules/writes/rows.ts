import type { OrderWrite } from '../orders/contract.ts';
import type { Write } from './write.ts';

export const writeColumns = `w.account_id AS "accountId", w.write_id AS "writeId", w.order_id AS "orderId", w.kind, w.payload, w.state, w.reason,
  w.amazon_code AS "amazonCode", w.amazon_message AS "amazonMessage", w.deadline, w.asked_by AS "askedBy", w.asked_at AS "askedAt", w.next_at AS "nextAt",
  w.attempts, w.reads, w.sent_at AS "sentAt", w.accepted_at AS "acceptedAt", w.verified_at AS "verifiedAt", w.receipt`;

/** Orders with what the rules ask about them. `$1` is the account, `$2` the order ids. */
export const orderNowStatement = `SELECT o.order_id AS "orderId", o.marketplace_id AS "marketplaceId", o.status, o.fulfilled_by AS "fulfilledBy", o.depth,
    o.programs, o.purchased_at AS "purchasedAt", o.updated_at AS "updatedAt", o.ship_by AS "shipBy", o.cancel_requested_at IS NOT NULL AS "cancelRequested",
    coalesce((SELECT json_agg(json_build_object('itemId', i.item_id, 'sku', i.sku, 'quantity', i.quantity, 'shipped', i.shipped, 'cancelled', i.cancelled,
      'programs', i.programs) ORDER BY i.position) FROM order_item i WHERE i.account_id = $1 AND i.order_id = o.order_id), '[]') AS items,
    coalesce((SELECT json_agg(json_build_object('reference', p.reference, 'carrierCode', p.carrier_raw, 'tracking', p.tracking, 'status', p.status,
      'items', p.items) ORDER BY p.reference) FROM order_package p WHERE p.account_id = $1 AND p.order_id = o.order_id), '[]') AS packages
  FROM orders o WHERE o.account_id = $1 AND o.order_id = ANY($2)`;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A write as the web and other programs see it. */
export const writeView = (write: Write): OrderWrite => ({
  writeId: write.writeId,
  kind: write.kind,
  state: write.state,
  reason: write.reason,
  amazonCode: write.amazonCode,
  amazonMessage: write.amazonMessage,
  askedBy: write.askedBy,
  askedAt: write.askedAt.toISOString(),
  sentAt: iso(write.sentAt),
  acceptedAt: iso(write.acceptedAt),
  verifiedAt: iso(write.verifiedAt),
  nextAt: write.state === 'queued' || write.state === 'sent' || write.state === 'accepted' ? write.nextAt.toISOString() : null,
  payload: { ...write.payload },
});
