import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LedgerGap } from '#src/modules/ledger/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { gapsQuery } from './ledger-queries.ts';

/** Orders that one source had left out: who showed them, and when they were fetched in full. */
export function GapSection({ account }: { account: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(gapsQuery);
  if (error && !data) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  const gaps = data?.filter(({ accountId }) => account === '' || accountId === account);
  return (
    <Section title={t('ledger.gaps')} flush>
      {gaps?.length === 0 && <p className="p-4 text-soft">{t('ledger.gapsNone')}</p>}
      <ul className="divide-y">
        {gaps?.map((gap) => (
          <Gap key={`${gap.accountId}/${gap.orderId}`} gap={gap} />
        ))}
      </ul>
    </Section>
  );
}

function Gap({ gap }: { gap: LedgerGap }) {
  const { t } = useTranslation();
  const zone = useZone(gap.accountId);
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  const source = (name: string) => textOr(`sources.${name}`, name);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <Link to="/orders/$accountId/$orderId" params={gap} className="font-medium hover:text-accent hover:underline">
        {gap.orderId}
      </Link>
      <p className="min-w-0 flex-1 basis-64 text-soft">
        {t('ledger.gapFound', { foundBy: source(gap.foundBy), missedBy: source(gap.missedBy) })}
        <span className="text-faint"> · {t('ledger.gapFoundAt', { time: time(gap.foundAt) })}</span>
      </p>
      <Badge tone={gap.filledAt ? 'good' : 'warn'}>
        {gap.filledAt ? t('ledger.gapFilled', { time: time(gap.filledAt) }) : t('ledger.gapOpen')}
      </Badge>
    </li>
  );
}
