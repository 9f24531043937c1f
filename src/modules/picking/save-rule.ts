import { AppError } from '#src/kernel/app-error.ts';
import type { Db, Tx } from '#src/platform/db.ts';
import { type SavedRule, savedRule, type WaveRule } from './contract.ts';
import type { PickingDeps } from './make-wave.ts';
import { deleteRule, upsertRule } from './rule-store.ts';
import { ruleRows } from './rule-views.ts';

/** Keeps a rule under its name, in place of one that has it. Gives its id. */
export const saveRule = ({ database, clock }: PickingDeps, name: string, rule: WaveRule, by: string): Promise<string> =>
  database.write([], (tx: Tx) => upsertRule(tx, { name, rule, by }, clock.now()));

/** Throws NOT_FOUND. */
export const dropRule = ({ database }: PickingDeps, ruleId: string): Promise<void> =>
  database.write([], async (tx) => {
    if (!(await deleteRule(tx, ruleId))) throw new AppError('NOT_FOUND', 'there is no such rule any more');
  });

/** Saved rules by name. */
export const rulesOf = async (db: Db): Promise<SavedRule[]> =>
  (await ruleRows(db)).map((row) => savedRule.parse({ ...row, changedAt: row.changedAt.toISOString() }));
