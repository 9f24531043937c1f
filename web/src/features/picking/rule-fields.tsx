import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaveRule } from '#src/modules/picking/contract.ts';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { useSession } from '../accounts/session.ts';
import { shelvesQuery } from '../stock/stock-queries.ts';

/** A rule as it is typed: lists are text with commas. */
export type RuleDraft = Omit<WaveRule, 'services' | 'carriers' | 'zones' | 'skus' | 'mostUnits' | 'mostOrders' | 'accounts'> & {
  account: string;
  services: string;
  carriers: string;
  zones: string;
  skus: string;
  mostUnits: string;
  mostOrders: string;
};

const listOf = (text: string) => [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '');
const numberOf = (text: string) => (/^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null);

export const draftOf = ({ accounts, services, carriers, zones, skus, mostUnits, mostOrders, ...rule }: WaveRule): RuleDraft => ({
  ...rule,
  account: accounts[0] ?? '',
  services: services.join(', '),
  carriers: carriers.join(', '),
  zones: zones.join(', '),
  skus: skus.join(', '),
  mostUnits: mostUnits === null ? '' : String(mostUnits),
  mostOrders: String(mostOrders),
});

export const ruleOf = ({ account, services, carriers, zones, skus, mostUnits, mostOrders, ...rule }: RuleDraft): WaveRule => ({
  ...rule,
  accounts: account === '' ? [] : [account],
  services: listOf(services),
  carriers: listOf(carriers),
  zones: listOf(zones),
  skus: listOf(skus),
  mostUnits: numberOf(mostUnits),
  mostOrders: Math.min(500, numberOf(mostOrders) ?? 50),
});

export const emptyDraft = (locationId: string): RuleDraft => ({
  locationId,
  account: '',
  services: '',
  carriers: '',
  label: 'any',
  due: 'any',
  zones: '',
  lines: 'any',
  mostUnits: '',
  skus: '',
  parts: false,
  mostOrders: '50',
});

const texts = ['services', 'carriers', 'zones', 'skus'] as const;

/** What a wave's rule asks of orders. */
export function RuleFields({ draft, onChange }: { draft: RuleDraft; onChange: (draft: RuleDraft) => void }) {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const { data: shelves } = useQuery(shelvesQuery);
  const set = (next: Partial<RuleDraft>) => onChange({ ...draft, ...next });
  const choice = <K extends 'due' | 'lines' | 'label'>(name: K, values: readonly RuleDraft[K][], words: string) =>
    values.map((value) => ({ value, label: t(`waves.rule.${words}.${value}`) }));
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('waves.location')}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.locationId}
              options={(shelves?.locations ?? [])
                .filter(({ active }) => active)
                .map(({ locationId, name }) => ({ value: locationId, label: name }))}
              onChange={(locationId) => set({ locationId })}
            />
          )}
        </Field>
        {accounts.length > 1 && (
          <Field label={t('waves.rule.accounts')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={draft.account}
                options={[
                  { value: '', label: t('waves.rule.allAccounts') },
                  ...accounts.map(({ accountId, name }) => ({ value: accountId, label: name })),
                ]}
                onChange={(account) => set({ account })}
              />
            )}
          </Field>
        )}
        <Field label={t('waves.rule.due')}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.due}
              options={choice('due', ['any', 'late', 'today', 'tomorrow'], 'dues')}
              onChange={(due) => set({ due: due as WaveRule['due'] })}
            />
          )}
        </Field>
        <Field label={t('waves.rule.lines')}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.lines}
              options={choice('lines', ['any', 'one-unit', 'one-line', 'several-lines'], 'lineKinds')}
              onChange={(lines) => set({ lines: lines as WaveRule['lines'] })}
            />
          )}
        </Field>
        <Field label={t('waves.rule.label')}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.label}
              options={choice('label', ['any', 'bought', 'none'], 'labels')}
              onChange={(label) => set({ label: label as WaveRule['label'] })}
            />
          )}
        </Field>
        {(['mostOrders', 'mostUnits'] as const).map((name) => (
          <Field key={name} label={t(`waves.rule.${name}`)}>
            {(attributes) => (
              <input
                {...attributes}
                inputMode="numeric"
                autoComplete="off"
                className="field-box w-full tabular-nums"
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {texts.map((name) => (
          <Field key={name} label={t(`waves.rule.${name}`)} hint={t(`waves.rule.${name}Hint`)}>
            {(attributes) => (
              <input
                {...attributes}
                autoComplete="off"
                className="field-box w-full"
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <label className="flex items-center gap-2">
        <input type="checkbox" className="size-4" checked={draft.parts} onChange={(event) => set({ parts: event.target.checked })} />
        {t('waves.rule.parts')}
      </label>
    </>
  );
}
