import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConnectBody, connectResult } from '#src/modules/accounts/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { ConnectSteps } from './connect-steps.tsx';
import { useSession } from './session.ts';

const regions = ['NA', 'EU', 'FE'] as const;
const secrets = ['clientId', 'clientSecret', 'refreshToken'] as const;
const needed = ['name', 'sellerId', ...secrets] as const;

/** Connects a seller's account with the three credentials; on an empty desk this is where everything starts. */
export function ConnectPage() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const client = useQueryClient();
  const waiting = accounts.filter((account) => account.state !== 'connected' && account.host !== 'simulator');
  const [body, setBody] = useState<ConnectBody>({ name: '', region: 'NA', sellerId: '', clientId: '', clientSecret: '', refreshToken: '' });
  const connect = useMutation({
    mutationFn: () => api(connectResult, '/accounts/connect', { json: body }),
    onSuccess: ({ connected }) => {
      // Secrets do not stay in the page once the desk has them sealed.
      if (connected) setBody((before) => ({ ...before, clientId: '', clientSecret: '', refreshToken: '' }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['session'] }),
  });
  const wrong = (field: string) =>
    connect.error instanceof ApiProblem ? connect.error.fields.find((each) => each.field.includes(field))?.message : undefined;
  const set = (part: Partial<ConnectBody>) => setBody((before) => ({ ...before, ...part }));
  const complete = needed.every((name) => body[name].trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) connect.mutate();
  };
  const first = accounts.length === 0;
  return (
    <Page title={first ? t('connect.welcome') : t('accounts.connect')} lead={first ? t('connect.welcomeText') : t('connect.lead')}>
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
        <Section title={t('connect.credentials')}>
          <form className="flex flex-col gap-4" onSubmit={submit} autoComplete="off">
            {waiting.length > 0 && (
              <Field label={t('connect.which')} hint={t('connect.whichHint')}>
                {(attributes) => (
                  <Select
                    {...attributes}
                    value={body.accountId ?? ''}
                    options={[
                      { value: '', label: t('connect.newAccount') },
                      ...waiting.map(({ accountId, name }) => ({ value: accountId, label: name })),
                    ]}
                    onChange={(accountId) => {
                      const chosen = waiting.find((account) => account.accountId === accountId);
                      const { accountId: _, ...rest } = body;
                      setBody(chosen ? { ...rest, accountId, name: chosen.name, region: chosen.region } : rest);
                    }}
                  />
                )}
              </Field>
            )}
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t('accounts.name')} hint={t('connect.nameHint')} error={wrong('name')}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="field-box"
                    value={body.name}
                    maxLength={80}
                    onChange={(event) => set({ name: event.target.value })}
                  />
                )}
              </Field>
              <Field label={t('accounts.region')} hint={t('connect.regionHint')}>
                {(attributes) => (
                  <Select
                    {...attributes}
                    value={body.region}
                    options={regions.map((value) => ({ value, label: t(`accounts.regions.${value}`) }))}
                    onChange={(next) => set({ region: regions.find((each) => each === next) ?? 'NA' })}
                  />
                )}
              </Field>
            </div>
            <Field label={t('accounts.sellerId')} hint={t('connect.sellerIdHint')} error={wrong('sellerId')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box font-mono"
                  spellCheck={false}
                  value={body.sellerId}
                  onChange={(event) => set({ sellerId: event.target.value })}
                />
              )}
            </Field>
            {secrets.map((name) => (
              <Field key={name} label={t(`connect.${name}`)} hint={t(`connect.${name}Hint`)} error={wrong(name)}>
                {(attributes) => (
                  <input
                    {...attributes}
                    className="field-box font-mono"
                    type={name === 'clientId' ? 'text' : 'password'}
                    autoComplete="off"
                    spellCheck={false}
                    value={body[name]}
                    onChange={(event) => set({ [name]: event.target.value })}
                  />
                )}
              </Field>
            ))}
            {connect.error && <ProblemPanel error={connect.error} />}
            <Button type="submit" kind="primary" className="self-start" disabled={!complete} busy={connect.isPending}>
              {t('connect.run')}
            </Button>
          </form>
        </Section>
        <div className="flex flex-col gap-5">
          <ConnectSteps result={connect.data} pending={connect.isPending} />
          <Section title={t('connect.whereTitle')}>
            <ol className="flex list-decimal flex-col gap-2 pl-4 text-soft">
              {(['console', 'profile', 'app', 'lwa', 'authorise'] as const).map((step) => (
                <li key={step}>{t(`connect.where.${step}`)}</li>
              ))}
            </ol>
          </Section>
          <Section title={t('connect.fileTitle')}>
            <p className="mb-3 text-soft">{t('connect.fileText')}</p>
            <Link to="/import" className={buttonLook()}>
              <FileDown aria-hidden size={15} />
              {t('connect.fileGo')}
            </Link>
          </Section>
        </div>
      </div>
    </Page>
  );
}
