import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { done, type LinkMade, linkMade, type PersonView, type RoleName, roleNames } from '#src/modules/people/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { AccountChoice } from './account-choice.tsx';
import { ProblemText } from './problem-text.tsx';

type Props = { person?: PersonView | undefined; onClose: () => void; onInvited: (link: LinkMade) => void };

/** Invites somebody, or gives somebody who is here another role or other accounts. */
export function PersonDialog({ person, onClose, onInvited }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState(person?.name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [role, setRole] = useState<RoleName>(person?.role ?? 'warehouse');
  const [accounts, setAccounts] = useState<string[] | null>(person?.accounts ?? null);
  const save = useMutation({
    mutationFn: async () => {
      if (person) {
        await api(done, `/people/${person.id}`, { method: 'PATCH', json: { role, accounts } });
        return undefined;
      }
      return api(linkMade, '/invitations', { json: { name, email, role, accounts } });
    },
    onSuccess: async (link) => {
      await Promise.all(['people', 'invitations'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      if (link) onInvited(link);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      title={person ? t('people.change', { name: person.name }) : t('people.invite')}
      description={person ? person.email : t('people.inviteText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} kind="primary" busy={save.isPending}>
            {t(person ? 'common.save' : 'people.makeLink')}
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
        {!person && (
          <>
            <Field label={t('people.name')}>
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
            <Field label={t('signIn.email')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box"
                  type="email"
                  required
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
        <Field label={t('people.role')} hint={t(`roles.about.${role}`)}>
          {(attributes) => (
            <Select
              {...attributes}
              value={role}
              options={roleNames.map((value) => ({ value, label: t(`roles.${value}`) }))}
              onChange={(next) => setRole(roleNames.find((each) => each === next) ?? role)}
            />
          )}
        </Field>
        <AccountChoice label={t('people.accounts')} value={accounts} onChange={setAccounts} />
        <ProblemText error={save.error} />
      </form>
    </Dialog>
  );
}
