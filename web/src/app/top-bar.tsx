import { Link } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../components/button.tsx';
import { AlertBell } from '../features/notices/alert-bell.tsx';
import { Mark } from './mark.tsx';
import { openOverlay } from './overlays.ts';

/** On narrow screens the rail is a drawer, and this bar opens it. */
export function TopBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="flex h-12 items-center gap-2 border-b bg-surface px-2 lg:hidden">
      <IconButton label={t('shell.menu')} onClick={onMenu}>
        <MenuIcon size={18} />
      </IconButton>
      <Link to="/orders" className="flex flex-1 items-center gap-2 text-base font-semibold tracking-tight">
        <Mark />
        Waybill
      </Link>
      <AlertBell />
      <IconButton label={t('shell.find')} onClick={() => openOverlay('palette')}>
        <Search size={18} />
      </IconButton>
    </header>
  );
}
