import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LinkView, linkView, shortestPassword, signInView } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { api } from '../../lib/api.ts';
import { CodeForm } from './code-form.tsx';
import { DoorFrame } from './door-frame.tsx';
import { ProblemText } from './problem-text.tsx';

const enter = () => location.replace('/');

/** Where a one-time link leads: the first owner, an invitation, a new password. The token stands behind the #, which no server sees. */
export function WelcomePage() {
  const { t } = useTranslation();
  const [token] = useState(() => location.hash.slice(1));
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => api(linkView, '/auth/link', { json: { token }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const [second, setSecond] = useState(false);
  if (second) return <CodeForm onDone={enter} onBack={enter} />;
  if (link.error)
    return (
      <DoorFrame title={t('welcome.gone')}>
        <ProblemText error={link.error} />
        <a className="text-accent hover:underline" href="/">
          {t('welcome.home')}
        </a>
      </DoorFrame>
    );
  if (!link.data) return null;
  return <WelcomeForm link={link.data} token={token} onSecond={() => setSecond(true)} />;
}

function WelcomeForm({ link, token, onSecond }: { link: LinkView; token: string; onSecond: () => void }) {
  const { t } = useTranslation();
  const isOwner = link.kind === 'owner';
  const [name, setName] = useState(link.name ?? '');
  const [email, setEmail] = useState(link.email ?? '');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== password;
  const go = useMutation({
    mutationFn: () =>
      api(signInView, '/auth/welcome', {
        json: { token, password, ...(link.kind === 'password' ? {} : { name }), ...(isOwner ? { email } : {}) },
      }),
    onSuccess: ({ state }) => (state === 'second-factor' ? onSecond() : enter()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === again) go.mutate();
  };
  const roleName = link.role ? t(`roles.${link.role}`) : '';
  return (
    <DoorFrame title={t(`welcome.title.${link.kind}`)} lead={t(`welcome.lead.${link.kind}`, { role: roleName })}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        {link.kind !== 'password' && (
          <Field label={t('welcome.name')} hint={t('welcome.nameHint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                autoComplete="name"
                required
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label={t('signIn.email')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              type="email"
              autoComplete="username"
              required
              readOnly={!isOwner}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('signIn.password')} hint={t('welcome.passwordHint', { count: shortestPassword })}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              type="password"
              autoComplete="new-password"
              required
              minLength={shortestPassword}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('welcome.again')} error={differs ? t('welcome.differs') : undefined}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              type="password"
              autoComplete="new-password"
              required
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          )}
        </Field>
        <ProblemText error={go.error} />
        <Button type="submit" kind="primary" disabled={differs} busy={go.isPending}>
          {t(`welcome.go.${link.kind}`)}
        </Button>
      </form>
    </DoorFrame>
  );
}
