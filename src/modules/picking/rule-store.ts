import type { Tx } from '#src/platform/db.ts';
import type { WaveRule } from './contract.ts';

export async function upsertRule(tx: Tx, { name, rule, by }: { name: string; rule: WaveRule; by: string }, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>({
    text: `INSERT INTO wave_rule (name, rule, changed_by, changed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (name) DO UPDATE SET rule = excluded.rule, changed_by = excluded.changed_by, changed_at = excluded.changed_at RETURNING rule_id AS id`,
    values: [name, JSON.stringify(rule), by, now],
  });
  return row?.id ?? '';
}

export async function deleteRule(tx: Tx, ruleId: string): Promise<boolean> {
  return (await tx.query({ text: 'DELETE FROM wave_rule WHERE rule_id = $1 RETURNING rule_id', values: [ruleId] })).length > 0;
}
