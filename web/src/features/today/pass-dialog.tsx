import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Guard, guardsView } from '#src/modules/guards/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { textOr } from '../../lib/language.ts';

type Props = { accountId: string; orderId: string; guard: Guard; onClose: () => void };

/** A person's word that the order goes on all the same, with a reason that is kept under their name. */
export function PassDialog({ accountId, orderId, guard, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const pass = useMutation({
    mutationFn: () =>
      api(guardsView, `/orders/${accountId}/${orderId}/guards/pass`, {
        json: { key: guard.key, cause: guard.values['at'] ?? '', reason: reason.trim() },
      }),
    onSuccess: () => {
      toast(t('guards.passed'));
      onClose();
    },
    onSettled: () => {
      for (const name of ['order', 'today']) void client.invalidateQueries({ queryKey: [name] });
    },
  });
  return (
    <Dialog
      title={t('guards.passTitle')}
      description={orderId}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={reason.trim() === ''} busy={pass.isPending} onClick={() => pass.mutate()}>
            {t('guards.pass')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{textOr(guard.key, guard.key, guard.values)}</p>
        <Field label={t('guards.reason')} hint={t('guards.reasonHint')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {pass.error && <ProblemPanel error={pass.error} />}
      </div>
    </Dialog>
  );
}
