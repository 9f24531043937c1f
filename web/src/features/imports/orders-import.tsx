import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaces } from '#src/kernel/marketplaces.ts';
import { type ImportResult, importResult } from '#src/modules/imports/contract.ts';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { DropZone } from './drop-zone.tsx';

export function OrdersImport({ account }: { account: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [marketplaceId, setMarketplaceId] = useState('');
  const run = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      // Fields come before the file, so that the desk knows them when the file begins.
      if (account) form.set('account', account);
      if (marketplaceId) form.set('marketplaceId', marketplaceId);
      form.set('file', file);
      return api(importResult, '/imports/orders', { form });
    },
    onSuccess: () => {
      for (const name of ['session', 'orders', 'counts', 'views', 'imports']) void client.invalidateQueries({ queryKey: [name] });
    },
  });
  const stores = marketplaces.map(({ id, domain }) => ({ value: id, label: domain }));
  return (
    <Section title={t('imports.orders')}>
      <div className="flex flex-col gap-4">
        <DropZone label={t('imports.dropOrders')} hint={t('imports.dropOrdersHint')} busy={run.isPending} onFile={run.mutate} />
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
        {run.error && <ProblemPanel error={run.error} />}
        {run.data && <Outcome result={run.data} />}
      </div>
    </Section>
  );
}

function Outcome({ result }: { result: ImportResult }) {
  const { t } = useTranslation();
  const figures = (['lines', 'orders', 'imported', 'updated', 'unchanged'] as const).map((name) => [name, result[name]] as const);
  return (
    <div role="status" className="flex flex-col gap-3">
      <dl className="grid grid-cols-3 gap-3 sm:grid-cols-6">
        {[...figures, ['rejected', result.rejected.length] as const].map(([name, count]) => (
          <div key={name}>
            <dt className="text-xs text-faint">{t(`imports.figures.${name}`)}</dt>
            <dd className={name === 'rejected' && count > 0 ? 'text-lg font-semibold text-bad' : 'text-lg font-semibold'}>{count}</dd>
          </div>
        ))}
      </dl>
      {result.rejected.length > 0 && (
        <ul className="quiet-scroll max-h-80 divide-y overflow-y-auto rounded-xl border">
          {result.rejected.map((each, index) => (
            <li key={`${each.line} ${index}`} className="flex gap-3 px-3 py-2">
              <span className="w-20 shrink-0 text-faint">{t('imports.line', { line: each.line })}</span>
              <span className="min-w-0 break-words">
                {each.column && <code className="font-mono text-xs">{each.column}</code>} {each.reason}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
