import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download, Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { DaySection } from './day-section.tsx';
import { FindingSection } from './finding-section.tsx';
import { ListSection } from './list-section.tsx';
import { ModeSection } from './mode-section.tsx';
import { parallelDays, parallelPeriods, parallelQuery } from './parallel-queries.ts';

const route = getRouteApi('/parallel');

/** Beside another tool: whether the desk only looks, and what that tool does day by day. */
export function ParallelPage() {
  const { t } = useTranslation();
  const { days = '14', account = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { from, to } = parallelDays(days, useNow());
  const { data, isPending, error, refetch } = useQuery({ ...parallelQuery(account, from, to), placeholderData: (before) => before });
  return (
    <Page
      title={t('nav.parallel')}
      lead={t('parallel.lead')}
      actions={
        <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
          <Segmented
            label={t('parallel.period')}
            value={days}
            options={parallelPeriods.map((value) => ({ value, label: t('parallel.days', { days: value }) }))}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, days: next === '14' ? undefined : next }) })}
          />
          <a href={apiUrl('/parallel.csv', { account, from, to })} download="parallel.csv" className={buttonLook()}>
            <Download aria-hidden size={14} />
            {t('parallel.csv')}
          </a>
        </div>
      }
    >
      <ModeSection account={account} modes={data?.modes ?? []} />
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.days.length === 0 && <EmptyState icon={<Eye size={20} />} title={t('parallel.none')} text={t('parallel.noneText')} />}
      {data && data.days.length > 0 && <DaySection days={data.days} hasList={data.lists.length > 0} />}
      {data && data.days.length > 0 && <FindingSection report={data} />}
      {data && <ListSection account={account} lists={data.lists} />}
    </Page>
  );
}
