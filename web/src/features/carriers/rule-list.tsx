import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChoiceRuleBody } from '#src/modules/labels/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { wantWords, whenWords } from './rule-words.ts';

type Props = {
  rules: readonly ChoiceRuleBody[];
  /** What is wrong with a rule, by its place. */
  faults?: ReadonlyMap<number, string>;
  onEdit?: (index: number) => void;
  onMove?: (index: number, by: -1 | 1) => void;
};

/** Rules in the order in which they are asked. */
export function RuleList({ rules, faults, onEdit, onMove }: Props) {
  const { t } = useTranslation();
  return (
    <ol className="divide-y border-y">
      {rules.map((rule, index) => (
        <li key={`${rule.name} ${index}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
          <span className="w-5 shrink-0 text-right text-faint tabular-nums">{index + 1}.</span>
          <div className="min-w-0 flex-1 basis-56">
            <p className="font-medium break-words">{rule.name}</p>
            <p className="text-xs break-words text-soft">
              {whenWords(rule)} → {wantWords(rule)}
            </p>
            {faults?.get(index) && (
              <p role="alert" className="mt-0.5 text-xs text-bad">
                {faults.get(index)}
              </p>
            )}
          </div>
          <span className="flex items-center gap-1">
            {onMove && (
              <>
                <IconButton small label={t('carriers.up', { name: rule.name })} disabled={index === 0} onClick={() => onMove(index, -1)}>
                  <ArrowUp size={14} />
                </IconButton>
                <IconButton
                  small
                  label={t('carriers.down', { name: rule.name })}
                  disabled={index === rules.length - 1}
                  onClick={() => onMove(index, 1)}
                >
                  <ArrowDown size={14} />
                </IconButton>
              </>
            )}
            {onEdit && (
              <Button small onClick={() => onEdit(index)}>
                {t('common.edit')}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
