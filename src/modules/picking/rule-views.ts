import type { Db } from '#src/platform/db.ts';

export const ruleRows = (db: Db): Promise<{ ruleId: string; name: string; rule: unknown; changedBy: string; changedAt: Date }[]> =>
  db.query({
    text: 'SELECT rule_id AS "ruleId", name, rule, changed_by AS "changedBy", changed_at AS "changedAt" FROM wave_rule ORDER BY name',
  });
