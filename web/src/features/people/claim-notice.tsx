import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { done, shortestPassword } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { api } from '../../lib/api.ts';
import { meQuery } from './people-queries.ts';
import { ProblemText } from './problem-text.tsx';

const empty = { name: '', email: '', password: '' };
const parts = [
  ['name', 'text', 'name'],
  ['email', 'email', 'username'],
  ['password', 'password', 'new-password'],
] as const;

/** In the demo anybody at this machine comes in with a click; this makes its owner a person with a password. */
export function ClaimNotice() {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery);
  const form = useId();
  const [open, setOpen] = useState(false);
  const [body, setBody] = useState(empty);
  const claim = useMutation({ mutationFn: () => api(done, '/me/claim', { json: body }), onSuccess: () => location.reload() });
  if (!me?.demo) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    claim.mutate();
  };
  return (
    <section className="card flex flex-wrap items-center gap-3 bg-warn-wash p-4">
      <p className="min-w-0 flex-1 basis-64">{t('claim.text')}</p>
      <Button kind="primary" onClick={() => setOpen(true)}>
        {t('claim.go')}
      </Button>
      {open && (
        <Dialog
          title={t('claim.go')}
          description={t('claim.lead')}
          onClose={() => setOpen(false)}
          footer={
            <>
              <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
              <Button type="submit" form={form} kind="primary" busy={claim.isPending}>
                {t('claim.save')}
              </Button>
            </>
          }
        >
          <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
            {parts.map(([part, type, autoComplete]) => (
              <Field
                key={part}
                label={t(part === 'name' ? 'welcome.name' : `signIn.${part}`)}
                hint={part === 'password' ? t('welcome.passwordHint', { count: shortestPassword }) : undefined}
              >
                {(attributes) => (
                  <input
                    {...attributes}
                    className="field-box"
                    type={type}
                    autoComplete={autoComplete}
                    required
                    value={body[part]}
                    onChange={(event) => setBody({ ...body, [part]: event.target.value })}
                  />
                )}
              </Field>
            ))}
            <ProblemText error={claim.error} />
          </form>
        </Dialog>
      )}
    </section>
  );
}
