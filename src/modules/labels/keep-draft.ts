import { AppError, type Problem } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { ChoiceRule } from './choice-rules.ts';
import { conflictsOf } from './conflict-rules.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { promoteDraft, putDraft } from './rule-store.ts';
import { pastQuotes, type RuleState, rulesOf } from './rule-views.ts';
import { type TrialRow, type TrialSummary, tryRules } from './trial-rules.ts';

type Deps = Pick<LabelsDeps, 'database' | 'clock'>;

/** Keeps rules as the draft; they choose nothing yet. Null takes it away. Throws INVALID_INPUT where one can never choose. */
export async function saveDraft(
  { database, clock }: Deps,
  accountId: AccountId,
  rules: ChoiceRule[] | null,
  by: string,
): Promise<RuleState> {
  if (rules) mustFit(rules);
  return database.write([accountId], async (tx) => {
    await putDraft(tx, accountId, rules, by, clock.now());
    return rulesOf(tx, accountId);
  });
}

/** From now on the draft chooses. `version` is that of the rules it takes the place of. Throws CONFLICT when others came meanwhile. */
export const switchRulesOn = ({ database, clock }: Deps, accountId: AccountId, version: number, by: string): Promise<RuleState> =>
  database.write([accountId], async (tx) => {
    const { draft } = await rulesOf(tx, accountId);
    if (!draft) throw new AppError('NOT_ALLOWED_NOW', 'there is no draft of rules to switch on; save one first');
    mustFit(draft.rules);
    if (!(await promoteDraft(tx, accountId, version, by, clock.now())))
      throw new AppError('CONFLICT', 'version: other rules were switched on meanwhile; look at them, then switch on again');
    return rulesOf(tx, accountId);
  });

/** What rules would have chosen for the last parcels that rates were asked for. Without `rules`: the draft, or those that hold. */
export async function tryOnPast(
  { database }: Pick<Deps, 'database'>,
  accountId: AccountId,
  { rules, last }: { rules?: ChoiceRule[] | undefined; last: number },
): Promise<{ rows: TrialRow[]; summary: TrialSummary }> {
  return database.read([accountId], async (db) => {
    const state = await rulesOf(db, accountId);
    return tryRules(rules ?? state.draft?.rules ?? state.rules, await pastQuotes(db, accountId, last));
  });
}

/** Throws INVALID_INPUT with every rule that can never choose. */
export function mustFit(rules: readonly ChoiceRule[]): void {
  const problems = conflictsOf(rules).map((conflict): Problem => {
    const field = `rules.${conflict.rule}`;
    if (conflict.why === 'empty') return { field, message: 'no order can meet its condition: a lower limit is above the upper one' };
    return {
      field,
      message: `it can never choose: rule ${conflict.by + 1} before it holds for the same orders and takes the same offers; put it above, or delete it`,
    };
  });
  if (problems.length > 0)
    throw new AppError('INVALID_INPUT', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), { problems });
}
