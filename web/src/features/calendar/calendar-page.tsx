import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarView } from '#src/modules/calendar/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useNow } from '../../lib/desk-clock.ts';
import { dayOf, formatTime } from '../../lib/format-time.ts';
import { useMay } from '../accounts/session.ts';
import { CalendarForm } from './calendar-form.tsx';
import { calendarsQuery } from './calendar-queries.ts';
import { dayName, weekdayName } from './day-names.ts';

/** When each location works and when carriers collect there: what every deadline of the floor follows. */
export function CalendarPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(calendarsQuery);
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Page title={t('nav.calendar')} lead={t('calendar.lead')}>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.calendars.length === 0 && (
        <EmptyState icon={<CalendarClock size={20} />} title={t('calendar.none')} text={t('calendar.noneText')}>
          <Link to="/shelves" className={buttonLook()}>
            {t('nav.shelves')}
          </Link>
        </EmptyState>
      )}
      {data?.calendars.map((calendar) =>
        editing === calendar.locationId ? (
          <CalendarForm key={calendar.locationId} calendar={calendar} countries={data.countries} onClose={() => setEditing(null)} />
        ) : (
          <CalendarCard key={calendar.locationId} calendar={calendar} onEdit={() => setEditing(calendar.locationId)} />
        ),
      )}
    </Page>
  );
}

function CalendarCard({ calendar, onEdit }: { calendar: CalendarView; onEdit: () => void }) {
  const { t } = useTranslation();
  const may = useMay('floor.manage');
  const today = dayOf(useNow(), calendar.timeZone);
  const coming = calendar.holidays.filter(({ day }) => day >= today);
  const days = t('calendar.mondayToFriday');
  const weekend = [calendar.saturday && weekdayName(6), calendar.sunday && weekdayName(7)].filter(Boolean).join(', ');
  const premium = [calendar.premiumSaturday && weekdayName(6), calendar.premiumSunday && weekdayName(7)].filter(Boolean).join(', ');
  const facts: [string, string][] = [
    ['works', weekend ? `${days}, ${weekend}` : days],
    ...(premium ? ([['premiumWorks', premium]] as [string, string][]) : []),
    ['cutOff', t('calendar.cutOffWords', { time: calendar.cutOff, minutes: calendar.safetyMinutes })],
    ['handling', t('calendar.handlingWords', { count: calendar.handlingDays, time: calendar.orderUntil })],
    ['leaves', formatTime(calendar.leaves, 'weekday', calendar.timeZone)],
  ];
  return (
    <Section
      title={calendar.name}
      actions={
        <>
          {!calendar.active && <Badge>{t('calendar.inactive')}</Badge>}
          <span className="hidden text-xs text-faint sm:inline">{calendar.timeZone.replaceAll('_', ' ')}</span>
          {may && (
            <Button small onClick={onEdit}>
              {t('calendar.change')}
            </Button>
          )}
        </>
      }
    >
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{t(`calendar.facts.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {calendar.cutOffs.length > 0 && (
          <>
            <dt className="text-soft">{t('calendar.facts.others')}</dt>
            <dd className="flex flex-col">
              {calendar.cutOffs.map(({ weekday, carrier, service, at }) => (
                <span key={`${weekday} ${carrier} ${service}`}>
                  {weekdayName(weekday)} <span className="tabular-nums">{at}</span>{' '}
                  <span className="text-soft">{[carrier, service].filter(Boolean).join(' ')}</span>
                </span>
              ))}
            </dd>
          </>
        )}
        <dt className="text-soft">{t('calendar.facts.holidays')}</dt>
        <dd className={coming.length === 0 ? 'text-warn' : undefined}>
          {coming.length === 0
            ? t('calendar.noHolidays')
            : coming
                .slice(0, 6)
                .map(({ day, name }) => `${dayName(day)} ${name}`.trim())
                .join(' · ')}
          {coming.length > 6 && <span className="text-faint"> {t('calendar.moreHolidays', { count: coming.length - 6 })}</span>}
        </dd>
      </dl>
    </Section>
  );
}
