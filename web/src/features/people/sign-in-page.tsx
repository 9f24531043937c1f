import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { doorView, signInView } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { CodeForm } from './code-form.tsx';
import { DoorFrame } from './door-frame.tsx';
import { ProblemText } from './problem-text.tsx';

/** Everything of the desk is asked for anew by whoever comes in. */
const enter = () => location.reload();

/** For whoever is not signed in: one click in the demo, else e-mail address and password, then the code of the app. */
export function SignInPage() {
  const { t } = useTranslation();
  const door = useQuery({ queryKey: ['door'], queryFn: ({ signal }) => api(doorView, '/auth/door', { signal }), staleTime: 0 });
  const [second, setSecond] = useState(false);
  const [byPassword, setByPassword] = useState(false);
  if (door.error)
    return (
      <DoorFrame title={t('signIn.title')}>
        <ProblemPanel error={door.error} onRetry={() => void door.refetch()} />
      </DoorFrame>
    );
  if (!door.data) return null;
  if (second) return <CodeForm onDone={enter} onBack={() => setSecond(false)} />;
  const usePassword = () => setByPassword(true);
  if (door.data.demo && !byPassword) return <DemoDoor onPassword={usePassword} />;
  if (door.data.ownerNeeded && !byPassword)
    return (
      <DoorFrame title={t('signIn.noOwner')} lead={t('signIn.noOwnerText')}>
        <Button onClick={usePassword}>{t('signIn.byPassword')}</Button>
      </DoorFrame>
    );
  return <PasswordForm oidc={door.data.oidc} onSecond={() => setSecond(true)} />;
}

function DemoDoor({ onPassword }: { onPassword: () => void }) {
  const { t } = useTranslation();
  const open = useMutation({ mutationFn: () => api(signInView, '/auth/demo', { method: 'POST' }), onSuccess: enter });
  return (
    <DoorFrame title={t('signIn.demoTitle')} lead={t('signIn.demoText')}>
      <ProblemText error={open.error} />
      <Button kind="primary" busy={open.isPending} onClick={() => open.mutate()}>
        {t('signIn.demoOpen')}
      </Button>
      <Button kind="quiet" onClick={onPassword}>
        {t('signIn.byPassword')}
      </Button>
    </DoorFrame>
  );
}

function PasswordForm({ oidc, onSecond }: { oidc: string | null; onSecond: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api(signInView, '/auth/sign-in', { json: { email, password } }),
    onSuccess: ({ state }) => (state === 'second-factor' ? onSecond() : enter()),
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <DoorFrame title={t('signIn.title')}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t('signIn.email')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('signIn.password')}>
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
        <ProblemText error={signIn.error} />
        <Button type="submit" kind="primary" busy={signIn.isPending}>
          {t('signIn.go')}
        </Button>
      </form>
      {oidc && (
        <a className="text-center text-accent hover:underline" href="/api/auth/oidc">
          {t('signIn.oidc', { name: oidc })}
        </a>
      )}
      <p className="text-xs text-faint">{t('signIn.forgot')}</p>
    </DoorFrame>
  );
}
