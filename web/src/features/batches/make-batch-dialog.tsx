import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import type { OrderRef } from '#src/modules/orders/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { randomKey } from '../../lib/random-key.ts';
import { makeBatch } from './batch-queries.ts';

type Props = {
  targets: readonly OrderRef[];
  origin: BatchView['origin'];
  /** What it is called unless the person says otherwise. */
  named?: string;
  onClose: () => void;
};

/** Makes a batch of the chosen orders and leads to its page, where the preview grows. Nothing is bought by it. */
export function MakeBatchDialog({ targets, origin, named = '', onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [key] = useState(randomKey);
  const [name, setName] = useState(named);
  const make = useMutation({
    mutationFn: () => makeBatch(targets, { name: name.trim(), origin }, key),
    onSuccess: ({ batchId }) => {
      onClose();
      void navigate({ to: '/batches/$batchId', params: { batchId } });
    },
  });
  return (
    <Dialog
      title={t('actions.label.title', { count: targets.length })}
      description={t('batches.makeText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>
            {t('flow.preview')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Field label={t('batches.name')} hint={t('batches.nameHint')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box w-full"
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {make.error && <ProblemPanel error={make.error} />}
      </form>
    </Dialog>
  );
}
