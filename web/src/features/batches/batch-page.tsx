import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { BatchActions } from './batch-actions.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { batchQuery, batchRowsQuery } from './batch-queries.ts';
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
  const { data, error, refetch } = useQuery(batchQuery(batchId));
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
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data ? <Contents batch={data} /> : !error && <SkeletonLines />}
    </Page>
  );
}

function Contents({ batch }: { batch: BatchView }) {
  const { data, error, refetch } = useQuery(batchRowsQuery(batch));
  return (
    <>
      <BatchProgress batch={batch} />
      <BatchTotals totals={batch.totals} />
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && <BuyBar batch={batch} rows={data} />}
      {data ? <BatchRows batch={batch} rows={data} /> : !error && <SkeletonLines />}
    </>
  );
}
