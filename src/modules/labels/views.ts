import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { ChoiceFacts, ChoiceRule, Why } from './choice-rules.ts';
import type { CustomsSetting } from './customs-rules.ts';
import type { CarrierKind, Label, QuotedOffer } from './label.ts';
import type { Address, LabelFormat, Rates, Wish } from './ports.ts';
import type { Preset } from './preset-rules.ts';

const columns = `l.account_id AS "accountId", l.label_id AS "labelId", l.order_id AS "orderId", l.request_key AS "requestKey", l.kind, l.state, l.reason,
  l.carrier_code AS "carrierCode", l.carrier_message AS "carrierMessage", l.wish, l.offer, l.rule, l.why, l.known_tracking AS "knownTracking",
  json_build_object('amount', l.price::text, 'currency', l.currency) AS price, l.tracking, l.receipt, l.refund, l.confirmation,
  l.asked_by AS "askedBy", l.asked_at AS "askedAt", l.next_at AS "nextAt", l.attempts, l.looks, l.sent_at AS "sentAt", l.bought_at AS "boughtAt",
  l.voided_at AS "voidedAt", l.printed,
  EXISTS (SELECT FROM label_file f WHERE f.account_id = l.account_id AND f.account_id = $1 AND f.label_id = l.label_id) AS "hasFile",
  (SELECT count(*)::int FROM label_paper p WHERE p.account_id = l.account_id AND p.account_id = $1 AND p.label_id = l.label_id) AS forms`;

/** The labels of an order, newest first. */
export const labelsOf = (db: Db, accountId: AccountId, orderId: string): Promise<Label[]> =>
  db.query<Label>({
    name: 'labels-of-order',
    text: `SELECT ${columns} FROM label l WHERE l.account_id = $1 AND l.order_id = $2 ORDER BY l.label_id DESC`,
    values: [accountId, orderId],
  });

export async function oneLabel(db: Db, accountId: AccountId, labelId: string): Promise<Label | undefined> {
  const text = `SELECT ${columns} FROM label l WHERE l.account_id = $1 AND l.label_id = $2`;
  return (await db.query<Label>({ name: 'labels-one', text, values: [accountId, labelId] }))[0];
}

export async function labelOfKey(db: Db, accountId: AccountId, key: string): Promise<Label | undefined> {
  const text = `SELECT ${columns} FROM label l WHERE l.account_id = $1 AND l.request_key = $2`;
  return (await db.query<Label>({ name: 'labels-of-key', text, values: [accountId, key] }))[0];
}

/** These labels, in any order. */
export const labelsById = (db: Db, accountId: AccountId, labelIds: readonly string[]): Promise<Label[]> =>
  db.query<Label>({
    name: 'labels-by-id',
    text: `SELECT ${columns} FROM label l WHERE l.account_id = $1 AND l.label_id = ANY($2::bigint[])`,
    values: [accountId, labelIds],
  });

/** What is due of these states, oldest first. */
export const dueLabels = (db: Db, accountId: AccountId, state: Label['state'], now: Date, limit: number): Promise<Label[]> =>
  db.query<Label>({
    name: 'labels-due',
    text: `SELECT ${columns} FROM label l WHERE l.account_id = $1 AND l.state = $2 AND l.next_at <= $3 ORDER BY l.next_at, l.label_id LIMIT $4`,
    values: [accountId, state, now, limit],
  });

/** Bought by us, and not yet told to Amazon. */
export const labelsToConfirm = (db: Db, accountId: AccountId, now: Date): Promise<Label[]> =>
  db.query<Label>({
    name: 'labels-to-confirm',
    text: `SELECT ${columns} FROM label l WHERE l.account_id = $1 AND l.state = 'bought' AND l.confirmation = 'wanted' AND l.tracking IS NOT NULL AND l.next_at <= $2 ORDER BY l.label_id LIMIT 50`,
    values: [accountId, now],
  });

/** Orders of which Amazon shows a parcel, not scanned yet, under the number of a label that was given back (`isGivenBack`), asked for since. */
export async function numbersUnused(db: Db, accountId: AccountId, after: Date): Promise<string[]> {
  const rows = await db.query<{ orderId: string }>({
    name: 'labels-numbers-unused',
    text: `SELECT DISTINCT l.order_id AS "orderId" FROM label l
      JOIN order_package p ON p.account_id = $1 AND p.order_id = l.order_id AND p.tracking = l.tracking
        AND p.status IN ('pending', 'shipped', 'unknown')
      WHERE l.account_id = $1 AND l.asked_at > $2 AND l.confirmation = 'asked' AND (l.state = 'voided' OR (l.state = 'voiding' AND l.refund = 'pending'))
      ORDER BY 1 LIMIT 200`,
    values: [accountId, after],
  });
  return rows.map(({ orderId }) => orderId);
}

export async function nextLabelAt(db: Db, accountId: AccountId): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>({
    name: 'labels-next-at',
    text: `SELECT min(next_at) AS at FROM label WHERE account_id = $1
      AND (state IN ('asked', 'buying', 'unsure', 'voiding') OR (state = 'bought' AND confirmation = 'wanted' AND tracking IS NOT NULL))`,
    values: [accountId],
  });
  return row?.at ?? undefined;
}

export type Quote = {
  quoteId: string;
  orderId: string;
  wish: Wish;
  offers: QuotedOffer[];
  unavailable: Rates['unavailable'];
  /** What the rules looked at; `deliverBy` is a Date only before it is stored. */
  facts: ChoiceFacts;
  chosen: number | null;
  rule: string | null;
  why: Why[];
  at: Date;
};

export async function oneQuote(db: Db, accountId: AccountId, quoteId: string): Promise<Quote | undefined> {
  const rows = await db.query<Quote>({
    name: 'labels-quote',
    text: `SELECT quote_id AS "quoteId", order_id AS "orderId", wish, offers, unavailable, facts, chosen, rule, why, at FROM label_quote
      WHERE account_id = $1 AND quote_id = $2`,
    values: [accountId, quoteId],
  });
  return rows[0];
}

export type LabelSettings = {
  shipFrom: { address?: Address; byLocation?: Record<string, Address> };
  presets: Preset[];
  rules: ChoiceRule[];
  format: LabelFormat;
  printer: string | null;
  /** Null where nothing is sent to another customs area. */
  customs: CustomsSetting | null;
};

export async function settingsOf(db: Db, accountId: AccountId): Promise<LabelSettings> {
  const [row] = await db.query<LabelSettings>({
    name: 'labels-settings',
    text: 'SELECT ship_from AS "shipFrom", presets, rules, format, printer, customs FROM label_setting WHERE account_id = $1',
    values: [accountId],
  });
  return row ?? { shipFrom: {}, presets: [], rules: [], format: 'pdf', printer: null, customs: null };
}

export type CarrierSetting = { kind: CarrierKind; enabled: boolean; baseUrl: string | null; sealed: Buffer | null };

export const carrierSettings = (db: Db, accountId: AccountId): Promise<CarrierSetting[]> =>
  db.query<CarrierSetting>({
    name: 'labels-carriers',
    text: 'SELECT kind, enabled, base_url AS "baseUrl", sealed FROM label_carrier WHERE account_id = $1 ORDER BY kind',
    values: [accountId],
  });

export type OrderToShip = {
  deliverBy: Date | null;
  shipTo: string | null;
  total: string | null;
  currency: string | null;
  programs: string[];
  items: { itemId: string; sku: string; title: string }[];
};

/** What of an order a label needs to know; nothing of its recipient but the place. */
export async function orderToShip(db: Db, accountId: AccountId, orderId: string): Promise<OrderToShip | undefined> {
  const rows = await db.query<OrderToShip>({
    name: 'labels-order',
    text: `SELECT o.deliver_by AS "deliverBy", o.ship_to AS "shipTo", o.total, o.currency, o.programs,
        coalesce((SELECT json_agg(json_build_object('itemId', i.item_id, 'sku', i.sku, 'title', i.title) ORDER BY i.position)
          FROM order_item i WHERE i.account_id = $1 AND i.order_id = o.order_id), '[]') AS items
      FROM orders o WHERE o.account_id = $1 AND o.order_id = $2`,
    values: [accountId, orderId],
  });
  return rows[0];
}

export type StoredFile = { labelId: string; format: LabelFormat; sealed: Buffer };

export const storedFiles = (db: Db, accountId: AccountId, labelIds: readonly string[]): Promise<StoredFile[]> =>
  db.query<StoredFile>({
    name: 'labels-files',
    text: 'SELECT label_id AS "labelId", format, sealed FROM label_file WHERE account_id = $1 AND label_id = ANY($2::bigint[])',
    values: [accountId, labelIds],
  });

/** In which formats these labels are kept. */
export async function fileFormats(db: Db, accountId: AccountId, labelIds: readonly string[]): Promise<LabelFormat[]> {
  const rows = await db.query<{ format: LabelFormat }>({
    name: 'labels-file-formats',
    text: 'SELECT DISTINCT format FROM label_file WHERE account_id = $1 AND label_id = ANY($2::bigint[])',
    values: [accountId, labelIds],
  });
  return rows.map(({ format }) => format);
}

export type StoredPaper = { labelId: string; format: 'pdf' | 'png'; sealed: Buffer };

/** The forms that came with these labels, each in the carrier's order. */
export const storedPapers = (db: Db, accountId: AccountId, labelIds: readonly string[]): Promise<StoredPaper[]> =>
  db.query<StoredPaper>({
    name: 'labels-papers',
    text: `SELECT label_id AS "labelId", format, sealed FROM label_paper WHERE account_id = $1 AND label_id = ANY($2::bigint[])
      ORDER BY label_id, part`,
    values: [accountId, labelIds],
  });
