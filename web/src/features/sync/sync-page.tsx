import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Ago } from '../../components/ago.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { healthOf, type SyncAccount } from './freshness.ts';
import { QuarantineSection } from './quarantine-section.tsx';
import { QuotaList } from './quota-list.tsx';
import { byMost } from './spent.ts';
import { syncQuery } from './sync-queries.ts';

const tones = { good: 'good', warn: 'warn', bad: 'bad', idle: 'neutral' } as const;

/** How true the desk is at the moment: per account how fresh, what is left to fetch, what went wrong. */
export function SyncPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(syncQuery);
  return (
    <Page title={t('nav.sync')} lead={t('sync.lead')}>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.accounts.length === 0 && (
        <EmptyState icon={<CircleCheck size={20} />} title={t('sync.nothing')} text={t('sync.nothingText')} />
      )}
      {data?.accounts.map((account) => (
        <AccountSync key={account.accountId} account={account} />
      ))}
      <QuarantineSection />
    </Page>
  );
}

function AccountSync({ account }: { account: SyncAccount }) {
  const { t } = useTranslation();
  const now = useNow();
  const zone = useZone(account.accountId);
  const client = useQueryClient();
  const health = healthOf(account, now);
  const run = useMutation({
    mutationFn: () => api(z.unknown(), `/sync/${account.accountId}/now`, { method: 'POST' }),
    onSuccess: () => toast(t('sync.started')),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['sync'] }),
  });
  return (
    <Section
      title={account.name}
      actions={
        <>
          <Badge tone={tones[health]}>{t(`sync.health.${health}`)}</Badge>
          <Button small kind="quiet" busy={run.isPending} onClick={() => run.mutate()}>
            <RefreshCw aria-hidden size={13} />
            {t('sync.now')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-4">
          <Figure label={t('sync.fresh')}>{account.freshAsOf ? <Ago at={account.freshAsOf} /> : t('sync.notYet')}</Figure>
          <Figure label={t('sync.backlog')}>
            {account.hydrateBacklog}
            <Backlog backlog={account.backlog} />
          </Figure>
          <Figure label={t('sync.openWrites')}>{account.openWrites}</Figure>
          <Figure label={t('sync.quarantined')} bad={account.quarantined > 0}>
            {account.quarantined}
          </Figure>
        </dl>
        {(account.firstLoad || account.openToFetch > 0) && (
          <p className="text-soft">
            {account.firstLoad ? t('sync.firstLoad') : ''} {t('sync.openToFetch', { count: account.openToFetch })}
            {account.openFetchedBy !== null && ` ${t('sync.openFetchedBy', { time: formatTime(account.openFetchedBy, 'time', zone) })}`}
          </p>
        )}
        {account.recentPages !== null && <p className="text-soft">{t('sync.recent', { count: account.recentPages })}</p>}
        {account.walk && (
          <p className="text-soft">
            {t('sync.walking', {
              pages: account.walk.pages,
              orders: account.walk.orders,
              from: formatTime(account.walk.from, 'dayTime', zone),
              to: formatTime(account.walk.to, 'dayTime', zone),
            })}
          </p>
        )}
        {account.lastError && (
          <div className="rounded-lg bg-bad-wash px-3 py-2">
            <p className="font-medium text-bad">{t('sync.lastError')}</p>
            <p className="break-words">{account.lastError}</p>
            {account.lastRequestId && <p className="text-xs text-faint">{t('sync.requestId', { id: account.lastRequestId })}</p>}
          </div>
        )}
        <p className="text-xs text-faint">
          {account.lastAttemptAt && (
            <>
              {t('sync.lastAttempt')} <Ago at={account.lastAttemptAt} />
            </>
          )}
          {account.nextSweepAt && ` · ${t('sync.next', { time: formatTime(account.nextSweepAt, 'time', zone) })}`}
        </p>
        <QuotaList quotas={account.quotas} zone={zone} />
      </div>
    </Section>
  );
}

/** Why orders are to be fetched: a line below their number. */
function Backlog({ backlog }: { backlog: SyncAccount['backlog'] }) {
  const { t } = useTranslation();
  const words = byMost(backlog).map(([purpose, calls]) => t('sync.spent', { what: t(`sync.purposes.${purpose}`), calls }));
  return words.length > 0 && <span className="block text-xs font-normal text-faint">{words.join(', ')}</span>;
}

const Figure = ({ label, children, bad = false }: { label: string; children: React.ReactNode; bad?: boolean }) => (
  <div>
    <dt className="text-xs text-faint">{label}</dt>
    <dd className={bad ? 'text-lg font-semibold text-bad' : 'text-lg font-semibold'}>{children}</dd>
  </div>
);
