import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails, OrderEvent } from '#src/modules/orders/contract.ts';
import { Section } from '../../../components/page.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { humanise, textOr } from '../../../lib/language.ts';
import { useZone } from '../../accounts/session.ts';
import { eventsQuery } from '../order-queries.ts';
import { eventWords } from './event-words.ts';

const filters = ['all', 'amazon', 'people', 'system'] as const;
type Filter = (typeof filters)[number];

const groupOf = (event: OrderEvent): Filter => (event.origin === 'amazon' ? 'amazon' : event.origin === 'person' ? 'people' : 'system');
const whoOf = (event: OrderEvent) =>
  event.origin === 'person'
    ? event.actor
    : textOr(`sources.${event.source}`, event.origin === 'amazon' ? humanise(event.source) : event.actor);
const dots = { amazon: 'bg-warn', people: 'bg-accent', system: 'bg-line-strong', all: '' } as const;

const newestFirst = (a: OrderEvent, b: OrderEvent) => b.at.localeCompare(a.at) || Number(b.eventId) - Number(a.eventId);

/** What happened to the order, newest first: Amazon's doing, people's, the desk's. */
export function TimelineSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const [filter, setFilter] = useState<Filter>('all');
  const events = useQuery(eventsQuery(order));
  const shown = (events.data ?? []).filter((event) => filter === 'all' || groupOf(event) === filter);
  return (
    <Section
      title={t('timeline.title')}
      actions={
        <Segmented
          label={t('timeline.filter')}
          value={filter}
          options={filters.map((value) => ({ value, label: t(`timeline.filters.${value}`) }))}
          onChange={setFilter}
        />
      }
    >
      {events.isPending && <SkeletonLines count={4} />}
      {events.isError && <ProblemPanel error={events.error} onRetry={() => void events.refetch()} />}
      {events.isSuccess && shown.length === 0 && <p className="text-soft">{t('timeline.none')}</p>}
      <ol className="relative flex flex-col gap-4 before:absolute before:inset-y-2 before:left-[3.5px] before:w-px before:bg-line">
        {shown.toSorted(newestFirst).map((event) => (
          <li key={event.eventId} className="relative flex gap-3">
            <span aria-hidden className={`relative mt-1.5 size-2 shrink-0 rounded-full ring-3 ring-surface ${dots[groupOf(event)]}`} />
            <div className="min-w-0 flex-1">
              <p className="break-words">
                <span className="font-medium">{textOr(`events.${event.kind}`, event.kind)}</span>
                <span className="text-soft"> {eventWords(event.data, zone)}</span>
              </p>
              <p className="text-2xs text-faint">
                <time dateTime={event.at} title={formatTime(event.at, 'full', zone)}>
                  {formatTime(event.at, 'dayTime', zone)}
                </time>
                {' · '}
                {whoOf(event)}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
