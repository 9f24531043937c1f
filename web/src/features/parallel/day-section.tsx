import { useTranslation } from 'react-i18next';
import type { ParallelDay } from '#src/modules/parallel/contract.ts';
import { Section } from '../../components/page.tsx';
import { classes } from '../../lib/classes.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useSession } from '../accounts/session.ts';
import { useSpan } from './use-span.ts';

const counts = ['due', 'inTime', 'late', 'missing', 'waiting', 'afterCancel'] as const;
const listCounts = ['missed', 'takenLate'] as const;
const times = ['median', 'p90', 'worst'] as const;
const also = ['cancelled', 'unknown', 'ours', 'byShipDate'] as const;
/** What must not happen. */
const bad = new Set<string>(['late', 'missing', 'afterCancel', 'missed', 'takenLate']);

/** A row per account and day. On narrow screens the times stand below the counts. */
export function DaySection({ days, hasList }: { days: readonly ParallelDay[]; hasList: boolean }) {
  const { t } = useTranslation();
  const shown = hasList ? [...counts, ...listCounts] : counts;
  const { accounts } = useSession();
  const nameOf = (id: string) => accounts.find(({ accountId }) => accountId === id)?.name ?? id;
  return (
    <Section title={t('parallel.results')} flush>
      <div className="quiet-scroll overflow-x-auto" role="region" aria-label={t('parallel.results')} tabIndex={0}>
        <table className="w-full text-left">
          <thead>
            <tr className="text-xs text-faint">
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t('parallel.columns.day')}
              </th>
              {[...shown, ...times].map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={classes('px-2 py-1.5 text-right align-bottom font-medium sm:px-3', isTime(column) && wide)}
                >
                  {t(`parallel.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {days.map((day) => (
              <tr key={`${day.accountId} ${day.day}`} className="align-top">
                <th scope="row" className="px-3 py-1.5 text-left font-medium whitespace-nowrap">
                  {formatTime(`${day.day}T12:00:00Z`, 'day', 'UTC')}
                  {accounts.length > 1 && <p className="text-xs font-normal text-faint">{nameOf(day.accountId)}</p>}
                  <More day={day} />
                </th>
                {shown.map((column) => (
                  <td key={column} className={classes('px-2 py-1.5 text-right sm:px-3', toneOf(column, day[column]))}>
                    {day[column]}
                  </td>
                ))}
                <Times day={day} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="border-t px-4 py-2.5 text-xs text-faint">{t('parallel.note')}</p>
    </Section>
  );
}

const wide = 'hidden md:table-cell';
const isTime = (column: string): boolean => times.some((time) => time === column);
const toneOf = (column: string, count: number): string =>
  count === 0 ? 'text-faint' : bad.has(column) ? 'font-semibold text-bad' : column === 'waiting' ? 'text-soft' : '';

function Times({ day }: { day: ParallelDay }) {
  const { t } = useTranslation();
  const span = useSpan();
  const title = day.times ? t('parallel.times', { count: day.times.count }) : undefined;
  return times.map((column) => (
    <td key={column} title={title} className={classes('px-3 py-1.5 text-right whitespace-nowrap text-soft', wide)}>
      {day.times ? span(day.times[column]) : '–'}
    </td>
  ));
}

function More({ day }: { day: ParallelDay }) {
  const { t } = useTranslation();
  const span = useSpan();
  const words = also.filter((name) => day[name] > 0).map((name) => t(`parallel.also.${name}`, { count: day[name] }));
  return (
    <>
      {words.length > 0 && <p className="max-w-24 text-xs sm:max-w-48 font-normal whitespace-normal text-faint">{words.join(', ')}</p>}
      {day.times && (
        <p className="max-w-24 text-xs font-normal whitespace-normal text-faint sm:max-w-none md:hidden">
          {t('parallel.columns.median')} {span(day.times.median)} · {t('parallel.columns.worst')} {span(day.times.worst)}
        </p>
      )}
    </>
  );
}
