import { useTranslation } from 'react-i18next';
import { Segmented } from '../../components/segmented.tsx';
import { useSession } from '../accounts/session.ts';

type Props = { label: string; value: readonly string[] | null; onChange: (value: string[] | null) => void };

/** All accounts, also those to come, or some of those that are here. */
export function AccountChoice({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const toggle = (accountId: string, on: boolean) =>
    onChange(on ? [...(value ?? []), accountId] : (value ?? []).filter((each) => each !== accountId));
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{label}</p>
      <Segmented
        label={label}
        value={value === null ? 'all' : 'some'}
        options={[
          { value: 'all', label: t('people.allAccounts') },
          { value: 'some', label: t('people.someAccounts') },
        ]}
        onChange={(next) => onChange(next === 'all' ? null : [])}
      />
      {value !== null && (
        <ul className="flex flex-col gap-1.5">
          {accounts.map(({ accountId, name }) => (
            <li key={accountId}>
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={value.includes(accountId)}
                  onChange={(event) => toggle(accountId, event.target.checked)}
                />
                {name}
              </label>
            </li>
          ))}
          {accounts.length === 0 && <li className="text-faint">{t('accounts.none')}</li>}
        </ul>
      )}
    </div>
  );
}
