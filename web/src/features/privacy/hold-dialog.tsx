import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useSession } from '../accounts/session.ts';

/** Sets a hold: on the order given, or on an order or buyer that the person names. */
export function HoldDialog({ order, onClose }: { order?: { accountId: string; orderId: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { accounts } = useSession();
  const [accountId, setAccount] = useState(order?.accountId ?? accounts[0]?.accountId ?? '');
  const [about, setAbout] = useState(order?.orderId ?? '');
  const [ground, setGround] = useState('');
  const [until, setUntil] = useState('');
  const target = about.includes('@') ? { email: about.trim() } : { orderId: about.trim() };
  const save = useMutation({
    mutationFn: () => api(z.unknown(), '/privacy/holds', { json: { accountId, ...target, ground: ground.trim(), until } }),
    onSuccess: () => {
      toast(t('holds.isSet'));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['holds'] }),
  });
  const isReady = about.trim() !== '' && ground.trim().length >= 3 && until !== '';
  return (
    <Dialog
      title={t('holds.set')}
      description={t('holds.what')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!isReady} busy={save.isPending} onClick={() => save.mutate()}>
            {t('holds.set')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {!order && accounts.length > 1 && (
          <Field label={t('holds.account')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={accountId}
                onChange={setAccount}
                options={accounts.map((account) => ({ value: account.accountId, label: account.name }))}
              />
            )}
          </Field>
        )}
        {!order && (
          <Field label={t('holds.about')} hint={t('holds.aboutHint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                value={about}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => setAbout(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label={t('holds.ground')} hint={t('holds.groundHint')} error={save.error?.message}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              value={ground}
              maxLength={300}
              onChange={(event) => setGround(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('holds.lastDay')}>
          {(attributes) => (
            <input {...attributes} type="date" className="field-box" value={until} onChange={(event) => setUntil(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
