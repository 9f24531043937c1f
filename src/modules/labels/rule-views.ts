import type { AccountId } from '#src/kernel/ids.ts';
import type { Money } from '#src/kernel/money.ts';
import type { Db } from '#src/platform/db.ts';
import type { ChoiceFacts, ChoiceRule } from './choice-rules.ts';
import type { Offer } from './ports.ts';
import type { PastQuote } from './trial-rules.ts';

export type RuleState = {
  /** Counts up whenever other rules come to hold. */
  version: number;
  rules: ChoiceRule[];
  draft: { rules: ChoiceRule[]; by: string; at: Date } | null;
  /** Newest first. */
  history: { version: number; by: string; at: Date; rules: number }[];
};

export async function rulesOf(db: Db, accountId: AccountId): Promise<RuleState> {
  const [row] = await db.query<{ version: number; rules: ChoiceRule[]; draft: ChoiceRule[] | null; by: string | null; at: Date | null }>({
    name: 'labels-rules',
    text: `SELECT rules_version AS version, rules, draft, draft_by AS by, draft_at AS at FROM label_setting WHERE account_id = $1`,
    values: [accountId],
  });
  const history = await db.query<RuleState['history'][number]>({
    name: 'labels-rule-versions',
    text: `SELECT version, switched_by AS by, switched_at AS at, jsonb_array_length(rules) AS rules FROM label_rule_version
      WHERE account_id = $1 ORDER BY version DESC LIMIT 20`,
    values: [accountId],
  });
  if (!row) return { version: 0, rules: [], draft: null, history };
  const { version, rules, draft, by, at } = row;
  return { version, rules, draft: draft && by !== null && at ? { rules: draft, by, at } : null, history };
}

type PastRow = {
  orderId: string;
  at: Date;
  facts: Omit<ChoiceFacts, 'deliverBy'> & { deliverBy: string | null };
  offers: Offer[];
  bought: { carrier: string; service: string; price: Money } | null;
};

/**
 * The last parcels that rates were asked for, newest first: each quote that a label was bought from, and of an order without
 * a label its last quote. Looks through four times as many quotes as are wanted.
 */
export async function pastQuotes(db: Db, accountId: AccountId, last: number): Promise<PastQuote[]> {
  const rows = await db.query<PastRow>({
    name: 'labels-past-quotes',
    text: `SELECT q.order_id AS "orderId", q.at, q.facts, q.offers,
        CASE WHEN l.label_id IS NOT NULL THEN json_build_object('carrier', l.offer ->> 'carrier', 'service', l.offer ->> 'service',
          'price', json_build_object('amount', l.price::text, 'currency', l.currency)) END AS bought
      FROM (SELECT * FROM label_quote WHERE account_id = $1 AND facts IS NOT NULL ORDER BY quote_id DESC LIMIT $2) q
      LEFT JOIN label l ON l.account_id = $1 AND l.quote_id = q.quote_id AND l.state IN ('bought', 'voiding')
      WHERE q.account_id = $1 ORDER BY q.quote_id DESC`,
    values: [accountId, last * 4],
  });
  const labelled = new Set(rows.filter(({ bought }) => bought).map(({ orderId }) => orderId));
  const chosen: PastQuote[] = [];
  for (const { facts, bought, ...row } of rows) {
    if (chosen.length === last) break;
    if (!bought && labelled.has(row.orderId)) continue;
    if (!bought) labelled.add(row.orderId);
    chosen.push({ ...row, bought, facts: { ...facts, deliverBy: facts.deliverBy === null ? null : new Date(facts.deliverBy) } });
  }
  return chosen;
}
