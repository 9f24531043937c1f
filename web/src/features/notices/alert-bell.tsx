import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { buttonLook } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';
import { alertCountQuery } from './notice-queries.ts';

/** The way to the alerts, with the number of those that this person has not seen. */
export function AlertBell({ onGo }: { onGo?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { data } = useQuery(alertCountQuery);
  const unread = data?.unread ?? 0;
  const label = unread === 0 ? t('alerts.bellNone') : t('alerts.bell', { count: unread });
  return (
    <Link
      to="/alerts"
      {...(onGo ? { onClick: onGo } : {})}
      aria-label={label}
      title={label}
      className={classes(buttonLook({ kind: 'quiet', small: true, square: true }), 'relative')}
    >
      <Bell aria-hidden size={16} />
      {unread > 0 && (
        <span
          aria-hidden
          className={classes(
            'absolute -top-1 -right-1 flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-[0.625rem] leading-none font-semibold',
            data?.worst === 'critical' ? 'bg-bad text-on-accent' : 'bg-accent text-on-accent',
          )}
        >
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  );
}
