import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ChoiceRule } from './choice-rules.ts';

/** Null takes the draft away. */
export async function putDraft(tx: Tx, accountId: AccountId, rules: readonly ChoiceRule[] | null, by: string, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO label_setting (account_id, draft, draft_by, draft_at, changed_by, changed_at) VALUES ($1, $2, $3, $4, $3, $4)
      ON CONFLICT (account_id) DO UPDATE SET draft = excluded.draft, draft_by = excluded.draft_by, draft_at = excluded.draft_at`,
    values: [accountId, rules && JSON.stringify(rules), by, now],
  });
}

/** Makes the draft the rules that hold, if the rules that held are still those of `version`; false when they are not. */
export async function promoteDraft(tx: Tx, accountId: AccountId, version: number, by: string, now: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE label_setting SET rules = draft, rules_version = rules_version + 1, draft = NULL, draft_by = NULL, draft_at = NULL,
        changed_by = $3, changed_at = $4
      WHERE account_id = $1 AND rules_version = $2 AND draft IS NOT NULL RETURNING 1`,
    values: [accountId, version, by, now],
  });
  if (rows.length > 0) await keepVersion(tx, accountId, by, now);
  return rows.length > 0;
}

/** Keeps the rules that hold now under their version. */
export async function keepVersion(tx: Tx, accountId: AccountId, by: string, now: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO label_rule_version (account_id, version, rules, switched_by, switched_at)
      SELECT account_id, rules_version, rules, $2, $3 FROM label_setting WHERE account_id = $1 AND rules_version > 0
      ON CONFLICT (account_id, version) DO NOTHING`,
    values: [accountId, by, now],
  });
}
