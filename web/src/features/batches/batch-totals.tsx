import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import { formatMoney } from '../../lib/format-money.ts';
import { sumOf } from './sum-of.ts';

/** What the labels cost, by carrier and currency: those to be bought, and those that are. */
export function BatchTotals({ totals }: { totals: BatchView['totals'] }) {
  const { t } = useTranslation();
  const kinds = (['planned', 'bought'] as const).filter((kind) => totals.some((total) => total.kind === kind));
  if (kinds.length === 0) return null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {kinds.map((kind) => {
        const own = totals.filter((total) => total.kind === kind);
        return (
          <section key={kind} aria-label={t(`batches.totals.${kind}`)} className="card overflow-hidden">
            <table className="w-full">
              <caption className="sr-only">{t(`batches.totals.${kind}`)}</caption>
              <tbody>
                {own.map(({ carrier, currency, labels, amount }) => (
                  <tr key={`${carrier} ${currency}`}>
                    <th scope="row" className="px-4 py-1.5 text-left font-normal text-soft">
                      {carrier}
                    </th>
                    <td className="px-2 py-1.5 text-right text-faint tabular-nums">{t('batches.labels', { count: labels })}</td>
                    <td className="px-4 py-1.5 text-right tabular-nums">{formatMoney(amount, currency)}</td>
                  </tr>
                ))}
                {sumOf(own).map(({ currency, amount, labels }) => (
                  <tr key={currency} className="border-t font-semibold">
                    <th scope="row" className="px-4 py-2 text-left font-semibold">
                      {t(`batches.totals.${kind}`)}
                    </th>
                    <td className="px-2 text-right tabular-nums">{t('batches.labels', { count: labels })}</td>
                    <td className="px-4 text-right tabular-nums">{formatMoney(amount, currency)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
    </div>
  );
}
