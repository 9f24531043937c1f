import { Link } from '@tanstack/react-router';
import { Eye, FlaskConical, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../features/accounts/session.ts';
import { useLiveLink } from '../lib/live-events.ts';

/** What is true of every page: that this is a demo, that nothing comes in at the moment, that nothing goes out. */
export function Banners() {
  const { t } = useTranslation();
  const { demo } = useSession();
  const lost = useLiveLink() === 'lost';
  return (
    <div role="status" className="print:hidden">
      {lost && (
        <p className="flex items-center justify-center gap-2 bg-warn-wash px-3 py-1.5 text-xs font-medium text-warn">
          <WifiOff aria-hidden size={14} />
          {t('shell.lost')}
        </p>
      )}
      <ReadOnlyBanner />
      {demo && (
        <p className="flex items-center justify-center gap-2 border-b bg-accent-wash px-3 py-1 text-xs text-accent">
          <FlaskConical aria-hidden size={13} />
          {t('shell.demo')}
        </p>
      )}
    </div>
  );
}

function ReadOnlyBanner() {
  const { t } = useTranslation();
  const { accounts, readOnlyDesk } = useSession();
  const held = accounts.filter(({ readOnly }) => readOnly);
  if (!readOnlyDesk && held.length === 0) return null;
  const names = held.map(({ name }) => name).join(', ');
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-2 border-b bg-warn-wash px-3 py-1.5 text-xs font-medium text-warn">
      <Eye aria-hidden size={14} className="hidden sm:block" />
      <span>{readOnlyDesk ? t('readOnly.bannerDesk') : t('readOnly.banner', { count: held.length, names })}</span>
      <Link to="/parallel" className="underline">
        {t('readOnly.bannerMore')}
      </Link>
    </p>
  );
}
