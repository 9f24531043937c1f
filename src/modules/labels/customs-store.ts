import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { CustomsFact, CustomsSetting } from './customs-rules.ts';

/** Writes what is known of SKUs over what was known before. */
export async function putCustoms(tx: Tx, accountId: AccountId, facts: readonly CustomsFact[], by: string, now: Date): Promise<void> {
  const rows = facts.map(({ value, ...fact }) => ({ ...fact, value: value?.amount ?? null, currency: value?.currency ?? null }));
  await tx.query({
    text: `INSERT INTO label_customs (account_id, sku, hs_code, origin, description, value, currency, grams, changed_by, changed_at)
      SELECT $1, f.sku, f."hsCode", f.origin, f.description, f.value, f.currency, f.grams, $3, $4
      FROM jsonb_to_recordset($2::jsonb) AS f(sku text, "hsCode" text, origin text, description text, value numeric, currency text, grams int)
      ON CONFLICT (account_id, sku) DO UPDATE SET hs_code = excluded.hs_code, origin = excluded.origin, description = excluded.description,
        value = excluded.value, currency = excluded.currency, grams = excluded.grams, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`,
    values: [accountId, JSON.stringify(rows), by, now],
  });
}

export async function dropCustoms(tx: Tx, accountId: AccountId, skus: readonly string[]): Promise<void> {
  await tx.query({ text: 'DELETE FROM label_customs WHERE account_id = $1 AND sku = ANY($2)', values: [accountId, skus] });
}

export async function saveCustomsSetting(
  tx: Tx,
  accountId: AccountId,
  customs: CustomsSetting | null,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO label_setting (account_id, customs, changed_by, changed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (account_id) DO UPDATE SET customs = excluded.customs, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    values: [accountId, customs && JSON.stringify(customs), by, now],
  });
}
