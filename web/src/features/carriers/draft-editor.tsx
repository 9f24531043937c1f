import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { ChoiceRuleBody, RuleStateView } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { ApiProblem } from '../../lib/api-problem.ts';
import { useAccount } from '../accounts/session.ts';
import { keepDraft, rulesQuery, switchOn, tryRules } from './carrier-queries.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleList } from './rule-list.tsx';
import { TrialPanel } from './trial-panel.tsx';

const counts = [50, 100, 200, 500];

/** Rules that are being written: kept as a draft, tried on past orders, and only then switched on. */
export function DraftEditor({ accountId, state, onDone }: { accountId: string; state: RuleStateView; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [rules, setRules] = useState<readonly ChoiceRuleBody[]>(state.draft?.rules ?? state.rules);
  const [edited, setEdited] = useState<number | null>(null);
  const [last, setLast] = useState(100);
  const [tried, setTried] = useState('');
  const store = useAccount(accountId)?.marketplaceIds[0];
  const currency = marketplaceOf(store ?? '')?.currency ?? 'USD';
  const text = JSON.stringify(rules);
  const isSaved = state.draft !== null && text === JSON.stringify(state.draft.rules);
  const settle = (next: RuleStateView) => client.setQueryData(rulesQuery(accountId).queryKey, next);
  const save = useMutation({ mutationFn: (next: readonly ChoiceRuleBody[] | null) => keepDraft(accountId, next), onSuccess: settle });
  const trial = useMutation({ mutationFn: () => tryRules(accountId, rules, last), onSuccess: () => setTried(text) });
  const promote = useMutation({
    mutationFn: () => switchOn(accountId, state.version),
    onSuccess: (next) => {
      settle(next);
      toast(t('carriers.switchedOn'));
      onDone();
    },
    onError: () => client.invalidateQueries({ queryKey: rulesQuery(accountId).queryKey }),
  });
  const change = (next: readonly ChoiceRuleBody[]) => {
    setRules(next);
    save.reset();
  };
  const put = (rule: ChoiceRuleBody | null) => {
    const at = edited ?? rules.length;
    change(rule ? [...rules.slice(0, at), rule, ...rules.slice(at + 1)] : rules.filter((_, index) => index !== at));
    setEdited(null);
  };
  const move = (index: number, by: -1 | 1) => {
    const [one, other] = [rules[index], rules[index + by]];
    if (one && other) change(rules.with(index, other).with(index + by, one));
  };
  const drop = () => (state.draft ? save.mutate(null, { onSuccess: onDone }) : onDone());
  const faults = faultsOf(save.error);
  return (
    <div className="mt-3 border-t bg-sunken/50">
      <div className="flex flex-wrap items-center gap-2 px-4 py-3">
        <p className="flex-1 basis-48 font-medium">
          {state.draft ? t('carriers.draftOf', { person: state.draft.by }) : t('carriers.draft')}
        </p>
        <Button small onClick={() => setEdited(rules.length)}>
          <Plus aria-hidden size={14} />
          {t('carriers.addRule')}
        </Button>
      </div>
      {rules.length > 0 && <RuleList rules={rules} faults={faults} onEdit={setEdited} onMove={move} />}
      {save.error &&
        (faults.size > 0 ? <p className="px-4 pt-3 text-bad">{t('carriers.conflicts')}</p> : <ProblemPanel error={save.error} />)}
      {promote.error && <ProblemPanel error={promote.error} />}
      {trial.error && <ProblemPanel error={trial.error} />}
      <div className="flex flex-wrap items-center gap-2 px-4 py-3">
        <Button kind={isSaved ? 'plain' : 'primary'} disabled={isSaved} busy={save.isPending} onClick={() => save.mutate(rules)}>
          {t('carriers.saveDraft')}
        </Button>
        <span className="flex items-center gap-1.5">
          <Button disabled={rules.length === 0} busy={trial.isPending} onClick={() => trial.mutate()}>
            {t('carriers.try')}
          </Button>
          <Select
            aria-label={t('carriers.tryLast')}
            value={String(last)}
            options={counts.map((count) => ({ value: String(count), label: t('carriers.tryCount', { count }) }))}
            onChange={(value) => setLast(Number(value))}
          />
        </span>
        <Button
          kind={isSaved && tried === text ? 'primary' : 'plain'}
          disabled={!isSaved || tried !== text}
          busy={promote.isPending}
          onClick={() => promote.mutate()}
        >
          {t('carriers.switchOnRules')}
        </Button>
        <span className="flex-1" />
        <Button kind="quiet" onClick={drop}>
          {t(state.draft ? 'carriers.dropDraft' : 'common.cancel')}
        </Button>
      </div>
      <p className="px-4 pb-3 text-xs text-faint">{t(isSaved || rules.length === 0 ? 'carriers.tryFirst' : 'carriers.unsaved')}</p>
      {trial.data && tried === text && <TrialPanel accountId={accountId} trial={trial.data} />}
      {edited !== null && <RuleDialog rule={rules[edited]} currency={currency} onSave={put} onClose={() => setEdited(null)} />}
    </div>
  );
}

/** What the desk found wrong, by the place of the rule. */
function faultsOf(error: unknown): ReadonlyMap<number, string> {
  const fields = error instanceof ApiProblem ? error.fields : [];
  return new Map(fields.flatMap(({ field, message }) => (/^rules\.\d+$/.test(field) ? [[Number(field.slice(6)), message] as const] : [])));
}
