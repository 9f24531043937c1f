import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useSession } from '../accounts/session.ts';
import { ConfirmationsImport } from './confirmations-import.tsx';
import { OrdersImport } from './orders-import.tsx';
import { PastImports } from './past-imports.tsx';

/** Files in: orders that Seller Central lets one download, and shipment confirmations from other programs. */
export function ImportPage() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const [account, setAccount] = useState(accounts[0]?.accountId ?? '');
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
      <PastImports />
    </Page>
  );
}
