import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyMade } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { useSession } from '../accounts/session.ts';
import { AccountChoice } from './account-choice.tsx';
import { matrixQuery } from './people-queries.ts';
import { ProblemText } from './problem-text.tsx';

const lives = ['30', '90', '180', '365'] as const;

/** A key can no more than who makes it: only one's own permissions are offered. */
export function KeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useId();
  const { permissions } = useSession();
  const { data: matrix } = useQuery(matrixQuery);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['orders.read']);
  const [accounts, setAccounts] = useState<string[] | null>(null);
  const [days, setDays] = useState<string>('90');
  const make = useMutation({
    mutationFn: () => api(keyMade, '/keys', { json: { name, scopes, accounts, days: Number(days) } }),
    onSuccess: async ({ key }) => {
      await client.invalidateQueries({ queryKey: ['keys'] });
      onMade(key);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const offered = matrix?.permissions.filter(({ permission }) => permissions.includes(permission)) ?? [];
  const toggle = (scope: string, on: boolean) => setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <Dialog
      title={t('apiKeys.new')}
      description={t('apiKeys.newText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} kind="primary" disabled={scopes.length === 0} busy={make.isPending}>
            {t('apiKeys.make')}
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('apiKeys.name')} hint={t('apiKeys.nameHint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                required
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('apiKeys.life')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={days}
                options={lives.map((value) => ({ value, label: t('apiKeys.days', { count: Number(value) }) }))}
                onChange={setDays}
              />
            )}
          </Field>
        </div>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium">{t('apiKeys.scopes')}</legend>
          {offered.map(({ permission, words }) => (
            <label key={permission} className="flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0"
                checked={scopes.includes(permission)}
                onChange={(event) => toggle(permission, event.target.checked)}
              />
              <span className="min-w-0">
                <span className="first-letter:uppercase">{words}</span> <code className="font-mono text-2xs text-faint">{permission}</code>
              </span>
            </label>
          ))}
        </fieldset>
        <AccountChoice label={t('people.accounts')} value={accounts} onChange={setAccounts} />
        <ProblemText error={make.error} />
      </form>
    </Dialog>
  );
}
