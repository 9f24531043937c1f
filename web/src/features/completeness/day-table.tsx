import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { LedgerDay } from '#src/modules/ledger/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { classes } from '../../lib/classes.ts';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { HourRows } from './hour-rows.tsx';

const tones = { closed: 'good', open: 'neutral', gap: 'warn' } as const;
const sources = ['search', 'report', 'get', 'notification', 'file'] as const;

/** Days of one store: what is here, what each source has shown, and what a day waits for. */
export function DayTable({ days }: { days: readonly LedgerDay[] }) {
  const { t } = useTranslation();
  // Sources that never spoke only take room.
  const used = sources.filter((source) => source === 'search' || source === 'report' || days.some(({ seen }) => seen[source]));
  const columns = ['day', 'state', 'held', 'metric', ...used, 'about'] as const;
  return (
    <div className="border-t">
      <table className="w-full text-left">
        <thead>
          <tr className="text-xs text-faint">
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={classes('px-2 py-1.5 font-medium sm:px-3', numeric(column) && 'text-right', isSource(column) && wide)}
              >
                {t(`ledger.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y border-t">
          {days.map((day) => (
            <DayRows key={day.day} day={day} used={used} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayRows({ day, used }: { day: LedgerDay; used: readonly (typeof sources)[number][] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = formatTime(`${day.day}T12:00:00Z`, 'day', 'UTC');
  return (
    <>
      <tr className="align-top">
        <th scope="row" className="px-2 sm:px-3 py-1.5 font-medium whitespace-nowrap">
          {day.hours.length === 0 ? (
            name
          ) : (
            <button
              type="button"
              className="inline-flex items-center gap-1 hover:text-accent"
              aria-expanded={open}
              aria-label={t('ledger.hours', { day: name })}
              onClick={() => setOpen(!open)}
            >
              {name}
              <ChevronDown aria-hidden size={13} className={classes('transition-transform', open && 'rotate-180')} />
            </button>
          )}
        </th>
        <td className="px-2 sm:px-3 py-1.5">
          <Badge tone={tones[day.state]}>{t(`ledger.state.${day.state}`)}</Badge>
        </td>
        <td className="px-2 sm:px-3 py-1.5 text-right">{day.held}</td>
        <td className="px-2 sm:px-3 py-1.5 text-right">{day.metric ?? '–'}</td>
        {used.map((source) => (
          <td key={source} className={classes('px-3 py-1.5 text-right text-soft', wide)}>
            {day.seen[source] ?? 0}
          </td>
        ))}
        <td className="px-2 sm:px-3 py-1.5 text-soft">
          <Notes day={day} />
          <p className="text-xs text-faint md:hidden">
            {used.map((source) => `${t(`ledger.columns.${source}`)} ${day.seen[source] ?? 0}`).join(' · ')}
          </p>
        </td>
      </tr>
      {open && <HourRows day={day} sources={used} zone={storeZone(day.marketplaceId)} wide={wide} />}
    </>
  );
}

/** On a narrow screen these stand below the notes. */
const wide = 'hidden md:table-cell';
const isSource = (column: string): boolean => sources.some((source) => source === column);
const numeric = (column: string): boolean => !['day', 'state', 'about'].includes(column);

function Notes({ day }: { day: LedgerDay }) {
  const { t } = useTranslation();
  const zone = useZone(day.accountId);
  const waits = day.waitsFor.map((each) => textOr(`ledger.waits.${each}`, each)).join(', ');
  return (
    <>
      {day.lookedAt === null && <p>{t('ledger.notYet')}</p>}
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

/** Hours are those of the store, as its days are. */
const storeZone = (marketplaceId: string): string => marketplaceOf(marketplaceId)?.timeZone ?? 'UTC';
