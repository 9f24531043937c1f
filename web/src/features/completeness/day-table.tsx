import { useTranslation } from 'react-i18next';
import type { LedgerDay } from '#src/modules/ledger/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';

const tones = { closed: 'good', open: 'neutral', gap: 'warn' } as const;
const sources = ['search', 'report', 'get', 'notification', 'file'] as const;

/** Days of one store: what is here, what each source has shown, and what a day waits for. */
export function DayTable({ days }: { days: readonly LedgerDay[] }) {
  const { t } = useTranslation();
  // Sources that never spoke only take room.
  const used = sources.filter((source) => source === 'search' || source === 'report' || days.some(({ seen }) => seen[source]));
  const columns = ['day', 'state', 'held', 'metric', ...used, 'about'] as const;
  return (
    <div className="quiet-scroll overflow-x-auto border-t" tabIndex={0} role="group" aria-label={t('ledger.columns.day')}>
      <table className="w-full min-w-2xl text-left">
        <thead>
          <tr className="text-xs text-faint">
            {columns.map((column) => (
              <th key={column} scope="col" className={numeric(column) ? 'px-3 py-1.5 text-right font-medium' : 'px-3 py-1.5 font-medium'}>
                {t(`ledger.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y border-t">
          {days.map((day) => (
            <tr key={day.day} className="align-top">
              <th scope="row" className="px-3 py-1.5 font-medium whitespace-nowrap">
                {formatTime(`${day.day}T12:00:00Z`, 'day', 'UTC')}
              </th>
              <td className="px-3 py-1.5">
                <Badge tone={tones[day.state]}>{t(`ledger.state.${day.state}`)}</Badge>
              </td>
              <td className="px-3 py-1.5 text-right">{day.held}</td>
              <td className="px-3 py-1.5 text-right">{day.metric ?? '–'}</td>
              {used.map((source) => (
                <td key={source} className="px-3 py-1.5 text-right text-soft">
                  {day.seen[source] ?? 0}
                </td>
              ))}
              <td className="min-w-56 px-3 py-1.5 text-soft">
                <Notes day={day} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const numeric = (column: string): boolean => !['day', 'state', 'about'].includes(column);

function Notes({ day }: { day: LedgerDay }) {
  const { t } = useTranslation();
  const zone = useZone(day.accountId);
  const waits = day.waitsFor.map((each) => textOr(`ledger.waits.${each}`, each)).join(', ');
  return (
    <>
      {waits && <p>{t('ledger.waitsFor', { what: waits })}</p>}
      {day.closedAt && (
        <p title={day.hash ? t('ledger.hash', { hash: day.hash }) : undefined}>
          {t('ledger.closedAt', { time: formatTime(day.closedAt, 'dayTime', zone) })}
          {day.hash && <code className="ml-2 font-mono text-2xs text-faint">{day.hash.slice(0, 10)}</code>}
        </p>
      )}
      {day.gaps > 0 && <p>{t('ledger.gapsOfDay', { count: day.gaps })}</p>}
    </>
  );
}
