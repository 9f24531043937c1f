import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { classes } from '../../lib/classes.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { Deadline } from '../orders/cells/deadline.tsx';
import { previewQuery } from './picking-queries.ts';

/** Which orders the rule takes now, and which it leaves out and why. `text` is the rule as JSON. */
export function WavePreviewList({ text }: { text: string }) {
  const { t } = useTranslation();
  const zone = useZone();
  const { data, error, isFetching } = useQuery({ ...previewQuery(text), placeholderData: (before) => before });
  if (error) return <ProblemPanel error={error} />;
  if (!data) return <SkeletonLines />;
  return (
    <section
      aria-label={t('waves.preview')}
      aria-busy={isFetching}
      className={classes('flex min-w-0 flex-col gap-3', isFetching && 'opacity-60')}
    >
      <div className="rounded-xl bg-sunken px-4 py-3">
        <p className="text-2xl font-semibold">{t('waves.orders', { count: data.orders.length })}</p>
        <p className="text-soft">
          {data.orders.length === 0
            ? t('waves.previewNone')
            : t('waves.inBins', { count: data.bins, units: t('waves.unitCount', { count: data.units }) })}
        </p>
        {data.more > 0 && <p className="text-soft">{t('waves.more', { count: data.more })}</p>}
      </div>
      {data.orders.length > 0 && (
        <ul className="quiet-scroll max-h-56 divide-y overflow-y-auto rounded-xl border">
          {data.orders.map(({ accountId, orderId, shipBy, units, labelled }) => (
            <li key={`${accountId}/${orderId}`} className="flex items-center gap-3 px-3 py-1.5">
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{orderId}</span>
              {labelled && <span className="text-2xs text-faint">{t('waves.labelled')}</span>}
              <span className="w-8 text-right font-medium">{units}</span>
              <span className="w-24 text-xs">
                <Deadline at={shipBy} status="unshipped" zone={zone} oneLine />
              </span>
            </li>
          ))}
        </ul>
      )}
      {data.leftOut.length > 0 && (
        <details>
          <summary className="font-medium">{t('waves.leftOut', { count: data.leftOut.length })}</summary>
          <ul className="quiet-scroll mt-2 flex max-h-48 flex-col gap-1.5 overflow-y-auto">
            {data.leftOut.slice(0, 200).map(({ accountId, orderId, why }) => (
              <li key={`${accountId}/${orderId}`} className="text-xs">
                <span className="font-mono">{orderId}</span> <span className="text-soft">{textOr(why.key, why.key, why.values)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
