import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../components/badge.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { BatchActions } from './batch-actions.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { batchQuery, batchRowsQuery, isMoving } from './batch-queries.ts';
import { BatchRows } from './batch-rows.tsx';
import { BatchTotals } from './batch-totals.tsx';
import { stateTones } from './batch-words.ts';
import { BuyBar } from './buy-bar.tsx';

const route = getRouteApi('/batches/$batchId');

/** One batch: preview, purchase and result are the same page, which can be closed at any time. */
export function BatchPage() {
  const { t } = useTranslation();
  const { batchId } = route.useParams();
  const zone = useZone();
  const batch = useQuery(batchQuery(batchId));
  const moving = batch.data !== undefined && isMoving(batch.data);
  const rows = useQuery({ ...batchRowsQuery(batchId, moving), enabled: batch.data !== undefined });
  const { data } = batch;
  const problem = data ? rows.error : batch.error;
  return (
    <Page
      title={data?.name || t('batches.title', { number: batchId })}
      {...(data
        ? { lead: t('batches.madeBy', { count: data.orders, person: data.madeBy, at: formatTime(data.madeAt, 'dayTime', zone) }) }
        : {})}
      actions={
        data && (
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={stateTones[data.state]}>{t(`batches.states.${data.state}`)}</Badge>
            <BatchActions batch={data} />
          </div>
        )
      }
    >
      {problem && (
        <ProblemPanel
          error={problem}
          onRetry={() => {
            void batch.refetch();
            void rows.refetch();
          }}
        />
      )}
      {data && <BatchProgress batch={data} />}
      {data && <BatchTotals totals={data.totals} />}
      {data && <BuyBar batch={data} rows={rows.data ?? []} />}
      {rows.data && data ? <BatchRows batch={data} rows={rows.data} /> : !problem && <SkeletonLines />}
    </Page>
  );
}
