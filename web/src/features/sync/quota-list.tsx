import { useTranslation } from 'react-i18next';
import { Bar } from '../../components/bar.tsx';
import { useNow } from '../../lib/desk-clock.ts';
import { formatTime } from '../../lib/format-time.ts';
import { locale, textOr } from '../../lib/language.ts';
import type { SyncAccount } from './freshness.ts';
import { byMost, hurry } from './spent.ts';

type Quota = SyncAccount['quotas'][number];

/** What is left of Amazon's quotas, when there is more, what it went to and who waits: a quiet bar each. */
export function QuotaList({ quotas, zone }: { quotas: readonly Quota[]; zone: string }) {
  const { t } = useTranslation();
  if (quotas.length === 0) return null;
  return (
    <div>
      <h3 className="mb-2 text-xs font-medium text-soft">{t('sync.quotas')}</h3>
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {quotas.toSorted(hurry).map((quota) => (
          <Operation key={quota.operation} quota={quota} zone={zone} />
        ))}
      </ul>
    </div>
  );
}

function Operation({ quota, zone }: { quota: Quota; zone: string }) {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
  const words = textOr(`sync.operations.${quota.operation}`, quota.operation);
  return (
    <li className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
        <span className="min-w-0 flex-1 basis-52 truncate font-medium" title={quota.operation}>
          {words}
        </span>
        <span className="text-faint">
          {t('sync.tokens', { left: Math.floor(quota.tokens), burst: quota.burst })}
          {quota.nextTokenAt !== null && <NextToken at={quota.nextTokenAt} />}
        </span>
      </p>
      <div className="mt-1.5 mb-1">
        <Bar
          kind="meter"
          label={t('sync.rate', { rate: number.format(quota.perSecond), calls: quota.calls })}
          value={quota.tokens}
          max={quota.burst}
        />
      </div>
      <Spent label={t('sync.lastHour')} spent={quota.lastHour} />
      <Spent label={t('sync.lastDay')} spent={quota.lastDay} />
      {quota.waiting.length > 0 && (
        <p className="text-xs text-soft">
          {t('sync.waiting', {
            who: quota.waiting.map(({ purpose, calls }) => t('sync.spent', { what: t(`sync.purposes.${purpose}`), calls })).join(', '),
          })}
        </p>
      )}
      {quota.blockedUntil !== null && (
        <p className="text-xs text-warn">{t('sync.blocked', { time: formatTime(quota.blockedUntil, 'time', zone) })}</p>
      )}
      {quota.throttled > 0 && <p className="text-xs text-warn">{t('sync.throttled', { count: quota.throttled })}</p>}
    </li>
  );
}

function Spent({ label, spent }: { label: string; spent: Quota['lastHour'] }) {
  const { t } = useTranslation();
  const list = byMost(spent);
  const words = list.map(([purpose, calls]) => t('sync.spent', { what: t(`sync.purposes.${purpose}`), calls })).join(', ');
  return (
    <p className="text-xs text-faint">
      {label} {words || t('sync.spentNone')}
    </p>
  );
}

/** How long until the next token is there, in one unit. */
function NextToken({ at }: { at: string }) {
  const { t } = useTranslation();
  const seconds = Math.max(0, Math.ceil((new Date(at).getTime() - useNow().getTime()) / 1000));
  const words = seconds < 90 ? t('sync.inSeconds', { count: seconds }) : t('sync.inMinutes', { count: Math.ceil(seconds / 60) });
  return <> · {words}</>;
}
