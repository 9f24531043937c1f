import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackOrder } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { textOr } from '../../../lib/language.ts';
import { useMay } from '../../accounts/session.ts';
import { ProblemText } from '../../people/problem-text.tsx';
import { override } from '../pack-queries.ts';
import type { StationDesk } from '../station/station-desk.ts';

type Props = { desk: StationDesk; sessionId: string; order: PackOrder; onClose: () => void };

/** A supervisor lets the order go on: by being signed in here, or by signing this one thing beside the packer. Always with a reason. */
export function OverrideDialog({ desk, sessionId, order, onClose }: Props) {
  const { t } = useTranslation();
  const maySelf = useMay('floor.override');
  const asks = order.guards.filter(({ effect, override: given }) => effect === 'ask' && !given);
  const all = [
    ...asks.map(({ key, values }) => ({ key, text: textOr(key, key, values) })),
    ...(order.parcel.weight === 'off' ? [{ key: 'packing.weight', text: t('pack.weightAsMeasured') }] : []),
  ];
  const [reason, setReason] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const allow = useMutation({
    mutationFn: () =>
      override(sessionId, {
        keys: all.map(({ key }) => key),
        reason: reason.trim(),
        ...(maySelf ? {} : { supervisor: { email: email.trim(), password } }),
      }),
    onSuccess: (state) => {
      desk.sender.show(state);
      desk.acknowledge();
      desk.say('good', 'overridden');
      onClose();
    },
    onError: () => setPassword(''),
  });
  const isReady = reason.trim().length >= 3 && (maySelf || (email.includes('@') && password !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !allow.isPending) allow.mutate();
  };
  return (
    <Dialog title={t('pack.overrideTitle')} description={t(maySelf ? 'pack.overrideSelf' : 'pack.overrideBeside')} onClose={onClose}>
      <form className="flex flex-col gap-4 text-base" onSubmit={submit}>
        <ul className="flex list-inside list-disc flex-col gap-1 text-lg font-medium">
          {all.map(({ key, text }) => (
            <li key={key}>{text}</li>
          ))}
        </ul>
        <Field label={t('pack.reason')} hint={t('pack.reasonHint')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box h-12 text-lg"
              value={reason}
              maxLength={300}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {!maySelf && (
          <fieldset className="grid gap-4 sm:grid-cols-2">
            <legend className="mb-2 font-semibold">{t('pack.supervisor')}</legend>
            <Field label={t('pack.email')}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="email"
                  className="field-box h-12 text-lg"
                  value={email}
                  autoComplete="off"
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('pack.password')}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="password"
                  className="field-box h-12 text-lg"
                  value={password}
                  autoComplete="off"
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
          </fieldset>
        )}
        <ProblemText error={allow.error} />
        <Button type="submit" kind="primary" className="h-12 text-lg!" disabled={!isReady} busy={allow.isPending}>
          {t('pack.allow')}
        </Button>
      </form>
    </Dialog>
  );
}
