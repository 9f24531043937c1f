import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { done, shortestPassword } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { ProblemText } from './problem-text.tsx';

const empty = { current: '', next: '' };
const parts = [
  ['current', 'current-password'],
  ['next', 'new-password'],
] as const;

/** A new password; other browsers are signed out by it. */
export function PasswordSection({ changedAt }: { changedAt: string | null }) {
  const { t } = useTranslation();
  const zone = useZone();
  const client = useQueryClient();
  const [body, setBody] = useState(empty);
  const change = useMutation({
    mutationFn: () => api(done, '/me/password', { json: body }),
    onSuccess: () => {
      setBody(empty);
      toast(t('me.passwordChanged'));
      return client.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={t('me.password')}>
      <form className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
        {changedAt && <p className="text-soft">{t('me.passwordSince', { time: formatTime(changedAt, 'day', zone) })}</p>}
        {parts.map(([part, autoComplete]) => (
          <Field
            key={part}
            label={t(`me.${part}`)}
            hint={part === 'next' ? t('welcome.passwordHint', { count: shortestPassword }) : undefined}
          >
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                type="password"
                autoComplete={autoComplete}
                required
                value={body[part]}
                onChange={(event) => setBody({ ...body, [part]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <ProblemText error={change.error} />
        <Button type="submit" className="self-start" busy={change.isPending}>
          {t('me.changePassword')}
        </Button>
      </form>
    </Section>
  );
}
