import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { importResult } from '#src/modules/imports/contract.ts';
import { Field } from '../../components/field.tsx';
import { Page, Section } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { useSession } from '../accounts/session.ts';
import { ConfirmationsImport } from './confirmations-import.tsx';
import { OrdersImport } from './orders-import.tsx';

const pastImports = z.object({ items: z.array(importResult.partial().loose()) });

/** Files in: orders that Seller Central lets one download, and shipment confirmations from other programs. */
export function ImportPage() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const [account, setAccount] = useState(accounts[0]?.accountId ?? '');
  const past = useQuery({ queryKey: ['imports'], queryFn: ({ signal }) => api(pastImports, '/imports', { signal }) });
  return (
    <Page title={t('nav.import')} lead={t('imports.lead')}>
      {accounts.length > 1 && (
        <div className="max-w-xs">
          <Field label={t('imports.account')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={account}
                onChange={setAccount}
                options={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
              />
            )}
          </Field>
        </div>
      )}
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <OrdersImport account={account} />
        <ConfirmationsImport account={account} />
      </div>
      {past.data && past.data.items.length > 0 && (
        <Section title={t('imports.past')} flush>
          <ul className="divide-y">
            {past.data.items.map((each, index) => (
              <li key={each.importId ?? index} className="px-4 py-2.5 text-soft">
                {t('imports.summary', {
                  orders: each.orders ?? 0,
                  imported: each.imported ?? 0,
                  updated: each.updated ?? 0,
                  unchanged: each.unchanged ?? 0,
                  rejected: each.rejected?.length ?? 0,
                })}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
