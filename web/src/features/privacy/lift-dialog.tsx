import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { HoldView } from '#src/modules/privacy/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';

/** Lifts a hold, with the reason, which is kept. */
export function LiftDialog({ hold, onClose }: { hold: HoldView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const lift = useMutation({
    mutationFn: () => api(z.unknown(), `/privacy/holds/${hold.accountId}/${hold.holdId}/lift`, { json: { reason: reason.trim() } }),
    onSuccess: () => {
      toast(t('holds.isLifted'));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['holds'] }),
  });
  return (
    <Dialog
      title={t('holds.lift')}
      description={t('holds.liftWhat')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" disabled={reason.trim().length < 3} busy={lift.isPending} onClick={() => lift.mutate()}>
            {t('holds.lift')}
          </Button>
        </>
      }
    >
      <Field label={t('holds.reason')} error={lift.error?.message}>
        {(attributes) => (
          <input {...attributes} className="field-box" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </Dialog>
  );
}
