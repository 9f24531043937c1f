import { useTranslation } from 'react-i18next';
import { Bar } from '../../components/bar.tsx';
import { locale } from '../../lib/language.ts';
import type { SyncAccount } from './freshness.ts';

/** What is left of Amazon's quotas: a quiet bar each. */
export function QuotaList({ quotas }: { quotas: SyncAccount['quotas'] }) {
  const { t } = useTranslation();
  if (quotas.length === 0) return null;
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
  return (
    <div>
      <h3 className="mb-2 text-xs font-medium text-soft">{t('sync.quotas')}</h3>
      <ul className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
        {quotas.map((quota) => (
          <li key={quota.operation} className="min-w-0">
            <p className="flex items-baseline gap-2 text-xs">
              <span className="min-w-0 flex-1 truncate">{quota.operation}</span>
              <span className="text-faint">
                {t('sync.tokens', { left: Math.floor(quota.tokens), burst: quota.burst })}
                {quota.throttled > 0 && <span className="text-warn"> · {t('sync.throttled', { count: quota.throttled })}</span>}
              </span>
            </p>
            <div className="mt-1.5">
              <Bar
                kind="meter"
                label={t('sync.rate', { rate: number.format(quota.perSecond), calls: quota.calls })}
                value={quota.tokens}
                max={quota.burst}
              />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
