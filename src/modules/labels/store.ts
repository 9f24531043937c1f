import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { mayMove } from '#src/kernel/states.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ChoiceRule } from './choice-rules.ts';
import type { CarrierKind, Label } from './label.ts';
import { keepVersion } from './rule-store.ts';
import { type LabelState, labelMoves } from './states.ts';
import type { LabelSettings, Quote } from './views.ts';

export async function saveQuote(tx: Tx, accountId: AccountId, quote: Omit<Quote, 'quoteId'>, by: string): Promise<string> {
  const { orderId, wish, offers, unavailable, facts, chosen, rule, why, at } = quote;
  const json = [wish, offers, unavailable, facts, why].map((value) => JSON.stringify(value));
  const [row] = await tx.query<{ quoteId: string }>({
    text: `INSERT INTO label_quote (account_id, order_id, wish, offers, unavailable, facts, why, chosen, rule, asked_by, at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING quote_id AS "quoteId"`,
    values: [accountId, orderId, ...json, chosen, rule, by, at],
  });
  return row?.quoteId ?? '';
}

export type NewLabel = Pick<
  Label,
  'orderId' | 'requestKey' | 'kind' | 'state' | 'wish' | 'offer' | 'rule' | 'why' | 'knownTracking' | 'confirmation'
> & {
  tracking?: string;
  quoteId?: string;
};

export async function insertLabel(tx: Tx, accountId: AccountId, label: NewLabel, by: string, now: Date): Promise<string> {
  const { orderId, requestKey, kind, state, wish, offer, rule, why, knownTracking, confirmation, tracking, quoteId } = label;
  const [row] = await tx.query<{ labelId: string }>({
    text: `INSERT INTO label (account_id, order_id, request_key, kind, state, wish, offer, rule, why, known_tracking, price, currency, confirmation,
        asked_by, asked_at, next_at, tracking, bought_at, quote_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, CASE WHEN $5 = 'bought' THEN $15::timestamptz END, $17)
      RETURNING label_id AS "labelId"`,
    values: [
      accountId,
      orderId,
      requestKey,
      kind,
      state,
      JSON.stringify(wish),
      JSON.stringify(offer),
      rule,
      JSON.stringify(why),
      knownTracking,
      offer.price.amount,
      offer.price.currency,
      confirmation,
      by,
      now,
      tracking ?? null,
      quoteId ?? null,
    ],
  });
  return row?.labelId ?? '';
}

export type LabelChange = {
  state: LabelState;
  reason?: string | null;
  said?: { code: string; message: string };
  nextAt?: Date;
  attempt?: number;
  look?: boolean;
  sentAt?: Date;
  knownTracking?: readonly string[];
  bought?: Pick<Label, 'receipt' | 'price'> & { at: Date };
  refund?: Label['refund'];
  /** Who asked for it, for the timeline alone; absent: the desk itself. */
  by?: string | undefined;
  voidedAt?: Date;
};

/** Moves a label from the state that it was read in; false when it is no longer there. A move outside the table is a defect. */
export async function moveLabel(tx: Tx, label: Label, change: LabelChange): Promise<boolean> {
  if (label.state !== change.state && !mayMove(labelMoves, label.state, change.state))
    throw new AppError('INTERNAL', `a label cannot go from ${label.state} to ${change.state}`);
  const { state, reason = null, said, nextAt, attempt = 0, look = false, sentAt, knownTracking, bought, refund, voidedAt } = change;
  const rows = await tx.query({
    name: 'labels-move',
    text: `UPDATE label SET state = $4, reason = $5, carrier_code = coalesce($6, carrier_code), carrier_message = coalesce($7, carrier_message),
        next_at = coalesce($8, next_at), attempts = attempts + $9, looks = looks + $10, sent_at = coalesce($11, sent_at),
        known_tracking = coalesce($12, known_tracking), receipt = coalesce($13, receipt), tracking = coalesce($14, tracking),
        price = coalesce($15, price), currency = coalesce($16, currency), bought_at = coalesce($17, bought_at),
        refund = coalesce($18, refund), voided_at = coalesce($19, voided_at)
      WHERE account_id = $1 AND label_id = $2 AND state = $3 RETURNING 1`,
    values: [
      label.accountId,
      label.labelId,
      label.state,
      state,
      reason,
      said?.code ?? null,
      said?.message ?? null,
      nextAt ?? null,
      attempt,
      look ? 1 : 0,
      sentAt ?? null,
      knownTracking ?? null,
      bought?.receipt ? JSON.stringify(bought.receipt) : null,
      bought?.receipt?.tracking ?? null,
      bought?.price.amount ?? null,
      bought?.price.currency ?? null,
      bought?.at ?? null,
      refund ?? null,
      voidedAt ?? null,
    ],
  });
  return rows.length > 0;
}

/** Pages that show this order look at it anew. */
export async function tellPages(tx: Tx, accountId: AccountId, orderId: string): Promise<void> {
  const values = [JSON.stringify({ accountId, orderIds: [orderId] })];
  await tx.query({ name: 'labels-notify', text: `SELECT pg_notify('waybill_orders', $1)`, values });
}

export async function setConfirmation(tx: Tx, label: Label, change: { done: boolean; reason: string | null; nextAt: Date }): Promise<void> {
  await tx.query({
    text: `UPDATE label SET confirmation = $3, reason = $4, next_at = $5 WHERE account_id = $1 AND label_id = $2`,
    values: [label.accountId, label.labelId, change.done ? 'asked' : 'wanted', change.reason, change.nextAt],
  });
}

export async function saveFile(
  tx: Tx,
  label: Pick<Label, 'accountId' | 'labelId' | 'orderId'>,
  format: string,
  sealed: Buffer,
  now: Date,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO label_file (account_id, label_id, order_id, format, sealed, made_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (account_id, label_id) DO UPDATE SET format = excluded.format, sealed = excluded.sealed, made_at = excluded.made_at`,
    values: [label.accountId, label.labelId, label.orderId, format, sealed, now],
  });
}

export async function countPrint(tx: Tx, accountId: AccountId, labelIds: readonly string[]): Promise<void> {
  await tx.query({
    text: 'UPDATE label SET printed = printed + 1 WHERE account_id = $1 AND label_id = ANY($2::bigint[])',
    values: [accountId, labelIds],
  });
}

/** The forms that came with a label, in the carrier's order. */
export async function savePapers(
  tx: Tx,
  { accountId, labelId, orderId }: Pick<Label, 'accountId' | 'labelId' | 'orderId'>,
  papers: readonly { kind: string; format: string; sealed: Buffer }[],
  now: Date,
): Promise<void> {
  for (const [part, { kind, format, sealed }] of papers.entries())
    await tx.query({
      text: `INSERT INTO label_paper (account_id, label_id, part, order_id, kind, format, sealed, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (account_id, label_id, part) DO NOTHING`,
      values: [accountId, labelId, part, orderId, kind, format, sealed, now],
    });
}

/** Takes the files of these orders away, and files of no use any more: a label is printed within days. */
export async function forgetFiles(tx: Tx, accountId: AccountId, orderIds: readonly string[], before: Date): Promise<number> {
  const values = [accountId, orderIds, before];
  const files = await tx.query({
    text: 'DELETE FROM label_file WHERE account_id = $1 AND (order_id = ANY($2) OR made_at < $3) RETURNING 1',
    values,
  });
  const papers = await tx.query({
    text: 'DELETE FROM label_paper WHERE account_id = $1 AND (order_id = ANY($2) OR made_at < $3) RETURNING 1',
    values,
  });
  return files.length + papers.length;
}

/** Without `rules` those that hold go on. */
export type NewSettings = Omit<LabelSettings, 'rules' | 'customs'> & { rules?: ChoiceRule[] | undefined };

export async function saveSettings(tx: Tx, accountId: AccountId, settings: NewSettings, by: string, now: Date): Promise<void> {
  const { shipFrom, presets, rules, format, printer } = settings;
  await tx.query({
    text: `INSERT INTO label_setting (account_id, ship_from, presets, rules, format, printer, changed_by, changed_at, rules_version)
      VALUES ($1, $2, $3, coalesce($4::jsonb, '[]'), $5, $6, $7, $8, (coalesce($4::jsonb, '[]') <> '[]'::jsonb)::int)
      ON CONFLICT (account_id) DO UPDATE SET ship_from = excluded.ship_from, presets = excluded.presets,
        rules = coalesce($4::jsonb, label_setting.rules), format = excluded.format, printer = excluded.printer,
        rules_version = label_setting.rules_version + (label_setting.rules <> coalesce($4::jsonb, label_setting.rules))::int,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    values: [accountId, JSON.stringify(shipFrom), JSON.stringify(presets), rules ? JSON.stringify(rules) : null, format, printer, by, now],
  });
  await keepVersion(tx, accountId, by, now);
}

/** `sealed` undefined keeps the key that is there, `baseUrl` undefined the address. */
export async function saveCarrier(
  tx: Tx,
  accountId: AccountId,
  carrier: { kind: CarrierKind; enabled: boolean; baseUrl: string | null | undefined; sealed: Buffer | undefined },
  by: string,
  now: Date,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO label_carrier (account_id, kind, enabled, base_url, sealed, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (account_id, kind) DO UPDATE SET enabled = excluded.enabled,
        base_url = CASE WHEN $8 THEN label_carrier.base_url ELSE excluded.base_url END,
        sealed = coalesce(excluded.sealed, label_carrier.sealed), changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    values: [
      accountId,
      carrier.kind,
      carrier.enabled,
      carrier.baseUrl ?? null,
      carrier.sealed ?? null,
      by,
      now,
      carrier.baseUrl === undefined,
    ],
  });
}
