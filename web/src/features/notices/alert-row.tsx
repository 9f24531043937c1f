import { useRouter } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AlertView } from '#src/modules/notices/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Badge } from '../../components/badge.tsx';
import { buttonLook } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';

const pictures = {
  critical: { icon: CircleAlert, tone: 'text-bad' },
  warning: { icon: TriangleAlert, tone: 'text-warn' },
  info: { icon: Info, tone: 'text-info' },
} as const;

/** One alert: what it is, whose, since when, what it means and where to go. */
export function AlertRow({ alert, onLook }: { alert: AlertView; onLook?: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const isOver = alert.resolvedAt !== null;
  const { icon: Icon, tone } = isOver ? { icon: CircleCheck, tone: 'text-good' } : pictures[alert.severity];
  return (
    <li className="flex gap-3 px-4 py-3.5">
      <Icon role="img" aria-label={t(`alerts.severity.${alert.severity}`)} size={17} className={classes('mt-0.5 shrink-0', tone)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={classes('break-words', !isOver && !alert.isRead ? 'font-semibold' : 'font-medium')}>{alert.title}</span>
          {!isOver && !alert.isRead && <Badge tone="accent">{t('alerts.new')}</Badge>}
        </p>
        <p className="text-xs text-faint">
          {alert.account ?? t('alerts.desk')} · <Ago at={alert.openedAt} />
          {alert.resolvedAt !== null && (
            <>
              {' '}
              · {t('alerts.over')} <Ago at={alert.resolvedAt} />
            </>
          )}
        </p>
        {!isOver && <p className="break-words text-soft">{alert.text}</p>}
      </div>
      <a
        href={alert.page}
        aria-label={`${t('alerts.look')}: ${alert.title}`}
        onClick={(event) => {
          onLook?.();
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          router.history.push(alert.page);
        }}
        className={buttonLook({ small: true })}
      >
        {t('alerts.look')}
      </a>
    </li>
  );
}
