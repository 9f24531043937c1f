import { useTranslation } from 'react-i18next';
import { classes } from '../../../lib/classes.ts';
import { type CountdownParts, countdown } from '../../../lib/countdown.ts';
import { useNow } from '../../../lib/desk-clock.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { isOpen } from './status-badge.tsx';

const colours = { late: 'text-bad', urgent: 'text-bad', soon: 'text-warn', calm: 'text-ink' } as const;
const dots = { late: 'bg-bad', urgent: 'bg-bad', soon: 'bg-warn', calm: 'bg-good' } as const;

type Props = { at: string | null; status: string; zone: string; oneLine?: boolean };

/** Until when it must leave: the time left in words (and colour) while it is open, and the moment itself. */
export function Deadline({ at, status, zone, oneLine = false }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  if (at === null) return <span className="text-faint">–</span>;
  const moment = formatTime(at, 'dayTime', zone);
  const title = formatTime(at, 'full', zone);
  if (!isOpen(status)) {
    return (
      <span className="text-faint" title={title}>
        {moment}
      </span>
    );
  }
  const { late, urgency, parts } = countdown(new Date(at), now);
  const words = timeLeft(parts, (key, values) => t(key, values));
  return (
    <span title={title} className="block min-w-0 truncate">
      <span className={classes('inline-flex items-center gap-1.5 font-medium', colours[urgency])}>
        <span aria-hidden className={classes('size-1.5 rounded-full', dots[urgency])} />
        {late ? t('time.late', { time: words }) : words}
      </span>
      {!oneLine && <span className="block truncate text-2xs text-faint">{moment}</span>}
    </span>
  );
}

/** The two largest units of a time left, in words. */
export function timeLeft({ days, hours, minutes }: CountdownParts, t: (key: string, values: Record<string, number>) => string): string {
  if (days > 0 && hours === 0) return t('time.days', { days });
  if (days > 0) return t('time.daysHours', { days, hours });
  return hours > 0 ? t('time.hoursMinutes', { hours, minutes }) : t('time.minutes', { minutes });
}
