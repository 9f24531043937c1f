import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TodayPage } from '#src/modules/today/contract.ts';
import { classes } from '../../lib/classes.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { dayOf, formatTime } from '../../lib/format-time.ts';
import { TimeLeft } from './time-left.tsx';
import { countsBy } from './today-queries.ts';

/** When each location closes next, and what has to leave there until then. A press shows only that location. */
export function LocationStrip({ page, location, onChoose }: { page: TodayPage; location: string; onChoose: (locationId: string) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const counts = page.counts ?? [];
  const all = countsBy(counts, ({ locationId }) => locationId ?? '0');
  const before = countsBy(
    counts.filter(({ band }) => band === 'today'),
    ({ locationId }) => locationId ?? '0',
  );
  const missed = countsBy(
    counts.filter(({ band }) => band === 'late' || band === 'lost'),
    ({ locationId }) => locationId ?? '0',
  );
  const places = page.locations.filter(({ locationId, active }) => active || all.has(locationId));
  const unplaced = all.get('0') ?? 0;
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {places.map(({ locationId, name, timeZone, leaves }) => {
        const isToday = dayOf(new Date(leaves), timeZone) === dayOf(now, timeZone);
        return (
          <Card key={locationId} chosen={location === locationId} onPress={() => onChoose(location === locationId ? '' : locationId)}>
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
              <TimeLeft at={leaves} />
            </span>
            <span className="text-xs text-soft">
              {isToday
                ? t('today.closesToday', { time: formatTime(leaves, 'time', timeZone) })
                : t('today.closesNext', { time: formatTime(leaves, 'weekday', timeZone) })}
            </span>
            <span className="flex gap-3 text-xs">
              <span className="tabular-nums">{t('today.leaveToday', { count: before.get(locationId) ?? 0 })}</span>
              {(missed.get(locationId) ?? 0) > 0 && (
                <span className="text-bad tabular-nums">{t('today.missed', { count: missed.get(locationId) ?? 0 })}</span>
              )}
              <span className="ml-auto text-faint tabular-nums">{t('today.inAll', { count: all.get(locationId) ?? 0 })}</span>
            </span>
          </Card>
        );
      })}
      {unplaced > 0 && (
        <Card chosen={location === '0'} onPress={() => onChoose(location === '0' ? '' : '0')}>
          <span className="font-semibold">{t('today.noPlace')}</span>
          <span className="text-xs text-soft">{t('today.noPlaceText')}</span>
          <span className="text-xs text-warn tabular-nums">{t('today.inAll', { count: unplaced })}</span>
        </Card>
      )}
    </div>
  );
}

function Card({ chosen, onPress, children }: { chosen: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onPress}
      className={classes('card flex flex-col gap-1 px-4 py-3 text-left hover:bg-hover', chosen && 'outline-2 outline-accent')}
    >
      {children}
    </button>
  );
}
