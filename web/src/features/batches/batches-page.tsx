import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Layers } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { batchesQuery } from './batch-queries.ts';
import { stateTones, sumText } from './batch-words.ts';
import { sumOf } from './sum-of.ts';

/** Labels that are bought many at once, newest batch first. */
export function BatchesPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(batchesQuery);
  const batches = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('nav.batches')} lead={t('batches.lead')}>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && batches.length === 0 && (
        <EmptyState icon={<Layers size={20} />} title={t('batches.none')} text={t('batches.noneText')}>
          <Link to="/orders" className={buttonLook({ kind: 'primary' })}>
            {t('batches.toOrders')}
          </Link>
        </EmptyState>
      )}
      {batches.length > 0 && (
        <ul className="card divide-y overflow-hidden">
          {batches.map((batch) => (
            <Line key={batch.batchId} batch={batch} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('batches.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Line({ batch }: { batch: Omit<BatchView, 'runs'> }) {
  const { t } = useTranslation();
  const { batchId, name, orders, counts, state, madeBy, madeAt, totals } = batch;
  const shown = (['ready', 'bought', 'refused', 'skipped', 'unsure'] as const).filter((phase) => (counts[phase] ?? 0) > 0);
  const paid = sumOf(totals.filter(({ kind }) => kind === 'bought'));
  const planned = sumOf(totals.filter(({ kind }) => kind === 'planned'));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover">
      <div className="min-w-0 flex-1 basis-56">
        <Link to="/batches/$batchId" params={{ batchId }} className="font-medium hover:text-accent hover:underline">
          {name || t('batches.title', { number: batchId })}
        </Link>
        <p className="text-xs text-faint">
          {t('batches.orders', { count: orders })} · {madeBy} · <Ago at={madeAt} />
        </p>
      </div>
      <p className="flex flex-wrap gap-x-3 text-xs text-soft">
        {shown.map((phase) => (
          <span key={phase}>{t(`batches.count.${phase}`, { count: counts[phase] ?? 0 })}</span>
        ))}
      </p>
      <span className="text-right tabular-nums sm:w-28">{sumText(paid.length > 0 ? paid : planned)}</span>
      <Badge tone={stateTones[state]}>{t(`batches.states.${state}`)}</Badge>
    </li>
  );
}
