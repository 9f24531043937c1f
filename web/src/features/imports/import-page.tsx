import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useSession } from '../accounts/session.ts';
import { ConfirmationsImport } from './confirmations-import.tsx';
import type { ImportTarget } from './import-target.ts';
import { ListingsImport } from './listings-import.tsx';
import { OrdersImport } from './orders-import.tsx';
import { PastImports } from './past-imports.tsx';

const another = '+';

/** Files in: orders and listings that Seller Central lets one download, and confirmations from other programs. */
export function ImportPage() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const [chosen, setChosen] = useState<string>();
  const [accountName, setAccountName] = useState(() => t('imports.firstAccount'));
  const account = chosen ?? accounts[0]?.accountId ?? another;
  const target: ImportTarget = account === another ? { accountName } : { account };
  const options = [
    ...accounts.map(({ accountId, name }) => ({ value: accountId, label: name })),
    { value: another, label: t('imports.newAccount') },
  ];
  return (
    <Page title={t('nav.import')} lead={t('imports.lead')}>
      <div className="grid gap-4 sm:grid-cols-2 lg:max-w-2xl">
        <Field label={t('imports.account')}>
          {(attributes) => <Select {...attributes} value={account} onChange={setChosen} options={options} />}
        </Field>
        {account === another && (
          <Field label={t('imports.accountName')} hint={t('imports.accountNameHint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                maxLength={80}
                value={accountName}
                onChange={(event) => setAccountName(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <OrdersImport target={target} />
        <div className="flex flex-col gap-5">
          <ConfirmationsImport target={target} />
          <ListingsImport target={target} />
        </div>
      </div>
      <PastImports />
    </Page>
  );
}
