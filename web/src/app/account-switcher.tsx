import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronsUpDown, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu, MenuItem, MenuLine, MenuRadio } from '../components/menu.tsx';
import { useSession } from '../features/accounts/session.ts';

/** Which account's orders are shown; it stands in the address, so a link shows the same to others. */
export function AccountSwitcher() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const navigate = useNavigate();
  const chosen = useSearch({ strict: false }).account ?? '';
  const current = accounts.find((account) => account.accountId === chosen);
  const choose = (account: string) =>
    void navigate({ to: '.', search: (before) => ({ ...before, account: account || undefined, open: undefined }) });
  const options = [
    { value: '', label: t('shell.allAccounts') },
    ...accounts.map(({ accountId, name }) => ({ value: accountId, label: name })),
  ];
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="flex h-10 items-center gap-2 rounded-lg border bg-surface px-2 text-left hover:border-line-strong">
          <span className="sr-only">{t('shell.account')}</span>
          <span
            aria-hidden
            className="flex size-6 items-center justify-center rounded-md bg-sunken text-2xs font-semibold text-soft uppercase"
          >
            {(current?.name ?? t('shell.allAccounts')).slice(0, 2)}
          </span>
          <span className="min-w-0 flex-1 truncate font-medium">{current?.name ?? t('shell.allAccounts')}</span>
          {current && <span className="text-2xs text-faint">{current.region}</span>}
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-faint" />
        </button>
      }
    >
      <MenuRadio value={current?.accountId ?? ''} options={options} onChange={choose} />
      <MenuLine />
      <MenuItem icon={<Plus size={14} />} onSelect={() => void navigate({ to: '/connect' })}>
        {t('accounts.connectAnother')}
      </MenuItem>
    </Menu>
  );
}
