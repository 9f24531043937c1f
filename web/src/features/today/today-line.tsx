import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Band, TodayPage, TodayRow } from '#src/modules/today/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { classes } from '../../lib/classes.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { dayOf, formatTime } from '../../lib/format-time.ts';
import { humanise, textOr } from '../../lib/language.ts';
import { RowStates } from './row-states.tsx';
import { TimeLeft } from './time-left.tsx';

type Place = TodayPage['locations'][number] | undefined;
type Props = {
  index: number;
  row: TodayRow;
  /** The band that begins with this row. */
  heading: Band | undefined;
  location: Place;
  /** Whose calendar counts while no location has promised stock. */
  fallback: Place;
  active: boolean;
  chosen: boolean;
  onToggle: () => void;
};

const tones: Record<Band, string> = { late: 'text-bad', lost: 'text-bad', today: 'text-warn', tomorrow: 'text-soft', later: 'text-soft' };

/** One order: how long it has, why, what it is, what stands in the way, and how far it is. */
export function TodayLine({ index, row, heading, location, fallback, active, chosen, onToggle }: Props) {
  const { t } = useTranslation();
  const why = useWhy(row, location ?? fallback);
  return (
    <>
      {heading && (
        <li className="flex items-baseline gap-2 bg-sunken px-4 py-1.5 text-xs">
          <span className={classes('font-semibold', tones[heading])}>{t(`today.bands.${heading}`)}</span>
          <span className="text-faint">{t(`today.bandMeans.${heading}`)}</span>
        </li>
      )}
      <li
        id={`today-${index}`}
        aria-current={active || undefined}
        className={classes(
          'flex gap-3 px-4 py-2.5',
          active ? 'bg-hover outline-2 -outline-offset-2 outline-accent' : 'hover:bg-hover',
          chosen && 'bg-accent-wash',
        )}
      >
        <span className="pt-0.5">
          <TickBox label={row.orderId} checked={chosen} onToggle={onToggle} />
        </span>
        <div className="flex min-w-0 flex-1 flex-col gap-x-4 gap-y-1 md:flex-row md:items-start">
          <div className="w-32 shrink-0">{row.leaveBy ? <TimeLeft at={row.leaveBy} /> : <span className="text-faint">–</span>}</div>
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link to="/orders/$accountId/$orderId" params={row} className="font-medium hover:text-accent hover:underline">
                {row.orderId}
              </Link>
              {row.premium && (
                <Badge tone="accent" title={t('today.protected')}>
                  {row.programs.includes('PRIME') ? t('today.sfp') : t('today.premium')}
                </Badge>
              )}
              {row.serviceLevel !== '' && row.serviceLevel !== 'STANDARD' && <Badge tone="info">{humanise(row.serviceLevel)}</Badge>}
              {row.tags.map((tag) => (
                <Badge key={tag} tone="outline">
                  {tag}
                </Badge>
              ))}
            </p>
            <p className="truncate text-soft">
              <span className="tabular-nums">{row.lines[0]?.quantity ?? row.units} × </span>
              {row.lines[0]?.title ?? ''}
              {row.lineCount > 1 && <span className="text-faint"> +{row.lineCount - 1}</span>}
            </p>
            <p className="text-xs text-faint">{why}</p>
            {row.guards.map((guard) => {
              // It is not done yet, but nobody has to do anything.
              if (guard.key === 'writes.skip.nothingLeft')
                return (
                  <p key={guard.key} className="text-xs text-soft">
                    {t('today.confirmed')}
                  </p>
                );
              return (
                <p key={guard.key} className={classes('text-xs', guard.effect === 'stop' ? 'text-bad' : 'text-warn')}>
                  {textOr(guard.key, guard.key, guard.values)}
                </p>
              );
            })}
          </div>
          <div className="flex shrink-0 items-center gap-x-2 gap-y-1 max-md:flex-wrap md:w-56 md:flex-col md:items-end md:text-right">
            <RowStates row={row} />
          </div>
        </div>
      </li>
    </>
  );
}

/** Why it stands where it stands, in one line of the location's own time. */
function useWhy(row: TodayRow, place: Place): string {
  const { t } = useTranslation();
  const now = useNow();
  const zone = place?.timeZone ?? 'UTC';
  const isToday = row.leaveBy !== null && dayOf(new Date(row.leaveBy), zone) === dayOf(now, zone);
  const late = row.cancelsAt === null ? 'late' : new Date(row.cancelsAt) > now ? 'cancels' : 'cancelled';
  const reason = row.estimated ? 'estimated' : row.band === 'late' ? late : row.band === 'lost' ? 'lost' : isToday ? 'today' : 'other';
  const values = {
    shipBy: row.shipBy ? formatTime(row.shipBy, 'weekday', zone) : '–',
    cancels: row.cancelsAt ? formatTime(row.cancelsAt, 'weekday', zone) : '',
    location: place?.name ?? '',
    time: row.leaveBy ? formatTime(row.leaveBy, isToday && row.band === 'today' ? 'time' : 'weekday', zone) : '–',
  };
  const about = [row.premium && t('today.protected'), row.shipTo, row.assignee].filter(Boolean);
  return [t(`today.why.${reason}`, values), ...about].join(' · ');
}
