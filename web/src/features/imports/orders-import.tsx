import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaces } from '#src/kernel/marketplaces.ts';
import { importResult } from '#src/modules/imports/contract.ts';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { DropZone } from './drop-zone.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { type ImportTarget, isNamed, uploadForm } from './import-target.ts';

export function OrdersImport({ target }: { target: ImportTarget }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [marketplaceId, setMarketplaceId] = useState('');
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (file: File) => api(importResult, '/imports/orders', { form: uploadForm(target, file, { marketplaceId }) }),
    onSettled: () => {
      for (const name of ['session', 'orders', 'counts', 'views', 'imports']) void client.invalidateQueries({ queryKey: [name] });
    },
  });
  const stores = marketplaces.map(({ id, domain }) => ({ value: id, label: domain }));
  return (
    <Section title={t('imports.orders')}>
      <div className="flex flex-col gap-4">
        <DropZone
          label={t('imports.dropOrders')}
          hint={t('imports.dropOrdersHint')}
          busy={isPending}
          disabled={!isNamed(target)}
          onFile={mutate}
        />
        <Field label={t('imports.marketplace')} hint={t('imports.marketplaceHint')}>
          {(attributes) => (
            <Select
              {...attributes}
              value={marketplaceId}
              onChange={setMarketplaceId}
              options={[{ value: '', label: t('imports.fromFile') }, ...stores]}
            />
          )}
        </Field>
        {error && <ProblemPanel error={error} />}
        {data && (
          <ImportOutcome
            figures={(['lines', 'orders', 'imported', 'updated', 'unchanged'] as const).map((name) => [name, data[name]])}
            rejected={data.rejected}
          />
        )}
      </div>
    </Section>
  );
}
