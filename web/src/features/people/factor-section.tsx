import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { done, type FactorView, factorView, recoveryView } from '#src/modules/people/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { ProblemText } from './problem-text.tsx';

type Step = 'begin' | 'off' | 'codes';

/** The second factor: set up with a picture for the app, proven by a code, with recovery codes for a lost phone. */
export function FactorSection({ on }: { on: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [step, setStep] = useState<Step | null>(null);
  const [begun, setBegun] = useState<FactorView | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const again = () => client.invalidateQueries({ queryKey: ['me'] });
  const go = useMutation({
    mutationFn: async (wanted: Step) => {
      const json = { password };
      if (wanted === 'begin') setBegun(await api(factorView, '/me/factor', { json }));
      else if (wanted === 'off') await api(done, '/me/factor/off', { json });
      else setCodes((await api(recoveryView, '/me/recovery-codes', { json })).recoveryCodes);
    },
    onSuccess: () => {
      setStep(null);
      return again();
    },
    onSettled: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step) go.mutate(step);
  };
  if (begun)
    return (
      <SetUp
        begun={begun}
        onDone={() => {
          setCodes(begun.recoveryCodes);
          setBegun(null);
          void again();
        }}
      />
    );
  return (
    <Section
      title={t('factor.title')}
      actions={<Badge tone={on ? 'good' : 'warn'}>{t(on ? 'people.factorOn' : 'people.factorOff')}</Badge>}
    >
      <div className="flex flex-col gap-4">
        <p className="text-soft">{t(on ? 'factor.onText' : 'factor.offText')}</p>
        {codes && <RecoveryCodes codes={codes} />}
        {step ? (
          <form className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
            <Field label={t('me.current')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box"
                  type="password"
                  autoComplete="current-password"
                  required
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
            <ProblemText error={go.error} />
            <div className="flex gap-2">
              <Button type="submit" kind={step === 'off' ? 'danger' : 'primary'} busy={go.isPending}>
                {t(`factor.${step}`)}
              </Button>
              <Button onClick={() => setStep(null)}>{t('common.cancel')}</Button>
            </div>
          </form>
        ) : (
          <div className="flex flex-wrap gap-2">
            {!on && (
              <Button kind="primary" onClick={() => setStep('begin')}>
                {t('factor.begin')}
              </Button>
            )}
            {on && <Button onClick={() => setStep('codes')}>{t('factor.codes')}</Button>}
            {on && (
              <Button kind="danger" onClick={() => setStep('off')}>
                {t('factor.off')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}

function SetUp({ begun, onDone }: { begun: FactorView; onDone: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => api(done, '/me/factor/confirm', { json: { code: code.trim() } }),
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Section title={t('factor.title')}>
      <ol className="flex list-decimal flex-col gap-4 pl-4">
        <li>
          <p>{t('factor.scan')}</p>
          <img src={begun.picture} alt={t('factor.picture')} className="mt-2 size-48 rounded-lg bg-white p-2" />
          <p className="mt-2 flex flex-wrap items-center gap-1 text-xs text-faint">
            {t('factor.secret')} <code className="select-all break-all font-mono">{begun.secret}</code>
            <CopyButton text={begun.secret} label={t('people.copy')} />
          </p>
        </li>
        <li>
          <form className="flex max-w-sm flex-col gap-3" onSubmit={submit}>
            <Field label={t('factor.type')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box font-mono tracking-widest"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  required
                  maxLength={6}
                  value={code}
                  onChange={(event) => setCode(event.target.value)}
                />
              )}
            </Field>
            <ProblemText error={confirm.error} />
            <Button type="submit" kind="primary" className="self-start" busy={confirm.isPending}>
              {t('factor.confirm')}
            </Button>
          </form>
        </li>
      </ol>
    </Section>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div className="rounded-lg border bg-sunken p-4">
      <div className="flex items-center gap-2">
        <p className="flex-1 font-medium">{t('factor.keep')}</p>
        <CopyButton text={codes.join('\n')} label={t('people.copy')} />
      </div>
      <ul className="mt-2 grid grid-cols-2 gap-1 font-mono sm:grid-cols-3">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
    </div>
  );
}
