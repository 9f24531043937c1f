import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TrialView } from '#src/modules/labels/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { classes } from '../../lib/classes.ts';
import { formatMoney } from '../../lib/format-money.ts';
import { arrivalTones, serviceName } from '../labels/label-words.ts';
import { WhyList } from '../labels/why-list.tsx';

/** What rules would have chosen in the past, against what was bought: figures first, then parcel by parcel. */
export function TrialPanel({ accountId, trial: { summary, rows } }: { accountId: string; trial: TrialView }) {
  const { t } = useTranslation();
  if (summary.quotes === 0) return <EmptyState title={t('carriers.trial.none')} text={t('carriers.trial.noneText')} />;
  const figures = ['quotes', 'changed', 'late', 'unprotected', 'unmatched'] as const;
  return (
    <div role="status" className="flex flex-col gap-3 border-t bg-surface px-4 py-4">
      <h3 className="font-semibold">{t('carriers.trial.title')}</h3>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-6">
        {figures.map((name) => (
          <div key={name}>
            <dt className="text-xs text-faint">{t(`carriers.trial.${name}`)}</dt>
            <dd
              className={classes(
                'text-lg font-semibold tabular-nums',
                (name === 'late' || name === 'unprotected') && summary[name] > 0 && 'text-warn',
              )}
            >
              {summary[name]}
            </dd>
          </div>
        ))}
        {summary.costs.map(({ currency, difference }) => (
          <div key={currency}>
            <dt className="text-xs text-faint">{t('carriers.trial.difference')}</dt>
            <dd className={classes('text-lg font-semibold tabular-nums', toneOf(difference))}>{formatMoney(difference, currency)}</dd>
            <dd className="text-2xs text-faint">{t('carriers.trial.compared', { count: summary.compared })}</dd>
          </div>
        ))}
      </dl>
      <div
        role="region"
        aria-label={t('carriers.trial.title')}
        tabIndex={0}
        className="quiet-scroll max-h-96 overflow-auto rounded-xl border"
      >
        <table className="w-full min-w-140 border-separate border-spacing-0">
          <thead className="sticky top-0 bg-sunken text-left text-2xs text-faint">
            <tr>
              {(['order', 'wouldChoose', 'bought'] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-medium">
                  {t(`carriers.trial.${name}`)}
                </th>
              ))}
              <th scope="col" className="px-3 py-1.5 text-right font-medium">
                {t('carriers.trial.less')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={`${row.orderId} ${index}`} className="align-top">
                <td className="border-t px-3 py-2 whitespace-nowrap">
                  <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId: row.orderId }} className="hover:text-accent">
                    {row.orderId}
                  </Link>
                </td>
                <td className="border-t px-3 py-2">
                  <details>
                    <summary>
                      {row.chosen ? (
                        <>
                          {serviceName(row.chosen)}{' '}
                          <span className="tabular-nums">{formatMoney(row.chosen.price.amount, row.chosen.price.currency)}</span>{' '}
                          {row.chosen.arrival !== 'in-time' && (
                            <Badge tone={arrivalTones[row.chosen.arrival]}>{t(`labels.arrival.${row.chosen.arrival}`)}</Badge>
                          )}
                        </>
                      ) : (
                        <span className="text-warn">{t('carriers.trial.nothing')}</span>
                      )}
                    </summary>
                    <div className="py-1.5 text-xs">
                      <WhyList why={row.why} />
                    </div>
                  </details>
                </td>
                <td className="border-t px-3 py-2 text-soft">
                  {row.bought
                    ? `${serviceName(row.bought)} ${formatMoney(row.bought.price.amount, row.bought.price.currency)}`
                    : t('carriers.trial.notBought')}
                </td>
                <td
                  className={classes('border-t px-3 py-2 text-right whitespace-nowrap tabular-nums', toneOf(row.difference?.amount ?? '0'))}
                >
                  {row.difference && formatMoney(row.difference.amount, row.difference.currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const toneOf = (difference: string): string => (Number(difference) < 0 ? 'text-good' : Number(difference) > 0 ? 'text-warn' : '');
