import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CircleCheck, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { AlertRow } from './alert-row.tsx';
import { alertsQuery } from './notice-queries.ts';

const route = getRouteApi('/alerts');
const severities = ['critical', 'warning', 'info'] as const;

/** What needs somebody now, the most pressing first; and what did. */
export function AlertsPage() {
  const { t } = useTranslation();
  const { state = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(alertsQuery(state));
  const read = useMutation({
    mutationFn: (alertIds: 'all' | string[]) => api(z.unknown(), '/alerts/read', { json: { alertIds } }),
    onError: (failure) => toast(failure.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  });
  const isUnread = data?.some((alert) => !alert.isRead) ?? false;
  return (
    <Page
      title={t('nav.alerts')}
      lead={t('alerts.lead')}
      narrow
      actions={
        <Link to="/alerts/choices" className={buttonLook()}>
          <SlidersHorizontal aria-hidden size={14} />
          {t('alerts.choices')}
        </Link>
      }
    >
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label={t('alerts.which')}
          value={state}
          options={[
            { value: 'open', label: t('alerts.open') },
            { value: 'resolved', label: t('alerts.resolved') },
          ]}
          onChange={(next) => void navigate({ search: (old) => ({ ...old, state: next === 'open' ? undefined : next }) })}
        />
        <span className="flex-1" />
        {state === 'open' && isUnread && (
          <Button small kind="quiet" busy={read.isPending} onClick={() => read.mutate('all')}>
            {t('alerts.readAll')}
          </Button>
        )}
      </div>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState
          icon={<CircleCheck size={20} />}
          title={state === 'open' ? t('alerts.none') : t('alerts.noPast')}
          text={state === 'open' ? t('alerts.noneText') : t('alerts.noPastText')}
        />
      )}
      {state === 'open'
        ? severities.map((severity) => {
            const alerts = data?.filter((alert) => alert.severity === severity) ?? [];
            return (
              alerts.length > 0 && (
                <section key={severity} className="flex flex-col gap-2">
                  <h2 className="text-xs font-semibold text-soft">{t(`alerts.severity.${severity}`)}</h2>
                  <ul className="card divide-y overflow-hidden">
                    {alerts.map((alert) => (
                      <AlertRow key={alert.alertId} alert={alert} onLook={() => !alert.isRead && read.mutate([alert.alertId])} />
                    ))}
                  </ul>
                </section>
              )
            );
          })
        : data &&
          data.length > 0 && (
            <ul className="card divide-y overflow-hidden">
              {data.map((alert) => (
                <AlertRow key={alert.alertId} alert={alert} />
              ))}
            </ul>
          )}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('alerts.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}
