import { useTranslation } from 'react-i18next';
import type { LedgerDay } from '#src/modules/ledger/contract.ts';
import { classes } from '../../lib/classes.ts';
import { formatTime } from '../../lib/format-time.ts';

/** The hours of a day that is not closed, by the clock of its store: what is here and what each source has shown. */
export function HourRows({ day, sources, zone, wide }: { day: LedgerDay; sources: readonly string[]; zone: string; wide: string }) {
  const { t } = useTranslation();
  return (
    <>
      {day.hours.map((hour) => (
        <tr key={hour.from} className="bg-sunken text-soft">
          <th scope="row" className="px-2 py-1 pl-5 font-normal whitespace-nowrap sm:px-3 sm:pl-6">
            {formatTime(hour.from, 'time', zone)}
          </th>
          <td className="px-2 py-1 sm:px-3">–</td>
          <td className="px-2 py-1 text-right sm:px-3">{hour.held}</td>
          <td className="px-2 py-1 text-right sm:px-3">–</td>
          {sources.map((source) => (
            <td key={source} className={classes('px-3 py-1 text-right', wide)}>
              {hour.seen[source] ?? 0}
            </td>
          ))}
          <td className={classes('px-2 py-1 sm:px-3', hour.missing > 0 && 'text-warn')}>
            {hour.missing > 0 ? t('ledger.hourMissing', { count: hour.missing }) : t('ledger.hourNone')}
            <p className="text-xs text-faint md:hidden">
              {sources.map((source) => `${t(`ledger.columns.${source}`)} ${hour.seen[source] ?? 0}`).join(' · ')}
            </p>
          </td>
        </tr>
      ))}
    </>
  );
}
