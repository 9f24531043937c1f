import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { done, type ReviewView } from '#src/modules/people/contract.ts';
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
import { useMay, useSession, useZone } from '../accounts/session.ts';
import { reviewsQuery } from './people-queries.ts';

/** Once a quarter an owner goes through everybody and every key: keep the access, or take it away. */
export function ReviewPage() {
  const { t } = useTranslation();
  const zone = useZone();
  const now = useNow();
  const client = useQueryClient();
  const mayManage = useMay('people.manage');
  const { data, isPending, error, refetch } = useQuery(reviewsQuery);
  const act = useMutation({
    mutationFn: (path: string) => api(done, `/access-reviews${path}`, { method: 'POST' }),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['access-reviews'] }),
  });
  const waiting = data?.open?.lines.filter(({ decision }) => decision === null).length ?? 0;
  const overdue = data !== undefined && new Date(data.dueAt) < now;
  return (
    <Page
      title={t('review.title')}
      lead={t('review.lead')}
      actions={
        mayManage &&
        data &&
        !data.open && (
          <Button kind="primary" busy={act.isPending} onClick={() => act.mutate('')}>
            {t('review.start')}
          </Button>
        )
      }
    >
      {isPending && <SkeletonLines />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && !data.open && (
        <p className={overdue ? 'font-medium text-warn' : 'text-soft'}>
          {t(overdue ? 'review.overdue' : 'review.due', { time: formatTime(data.dueAt, 'day', zone) })}
        </p>
      )}
      {data?.open && (
        <Section
          title={t('review.open', { time: formatTime(data.open.startedAt, 'dayTime', zone), by: data.open.startedBy })}
          flush
          actions={
            mayManage && (
              <Button
                small
                kind="primary"
                disabled={waiting > 0}
                busy={act.isPending}
                onClick={() => act.mutate(`/${data.open?.id}/finish`)}
              >
                {waiting > 0 ? t('review.waiting', { count: waiting }) : t('review.finish')}
              </Button>
            )
          }
        >
          <Lines review={data.open} mayManage={mayManage} />
        </Section>
      )}
      {data && !data.open && data.past.length === 0 && (
        <EmptyState icon={<ClipboardCheck size={20} />} title={t('review.none')} text={t('review.noneText')} />
      )}
      {data?.past.map((review) => (
        <Section
          key={review.id}
          title={t('review.done', { time: formatTime(review.finishedAt ?? review.startedAt, 'day', zone), by: review.finishedBy })}
          flush
        >
          <Lines review={review} mayManage={false} />
        </Section>
      ))}
    </Page>
  );
}

function Lines({ review, mayManage }: { review: ReviewView; mayManage: boolean }) {
  const { t } = useTranslation();
  const zone = useZone();
  const client = useQueryClient();
  const { person: me, accounts } = useSession();
  const decide = useMutation({
    mutationFn: (json: { kind: string; id: string; decision: string }) => api(done, `/access-reviews/${review.id}/decide`, { json }),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['access-reviews'] }),
  });
  const nameOf = (id: string) => accounts.find(({ accountId }) => accountId === id)?.name ?? id;
  return (
    <ul className="divide-y">
      {review.lines.map(({ kind, id, name, role, accounts: seen, lastUsedAt, decision, decidedBy }) => (
        <li key={`${kind} ${id}`} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
          <div className="min-w-0 flex-1 basis-52">
            <p className="flex items-center gap-1.5 font-medium">
              <span className="truncate">{name}</span>
              {kind === 'key' && <Badge>{t('review.key')}</Badge>}
            </p>
            <p className="text-xs text-faint">
              {lastUsedAt ? t('people.lastSeen', { time: formatTime(lastUsedAt, 'dayTime', zone) }) : t('people.neverSeen')}
            </p>
          </div>
          <div className="w-40 shrink-0">
            <p>{t(`roles.${role}`)}</p>
            <p className="truncate text-xs text-faint">{seen === null ? t('people.allAccounts') : seen.map(nameOf).join(', ')}</p>
          </div>
          {mayManage && decision === null ? (
            <div className="flex gap-2">
              <Button small onClick={() => decide.mutate({ kind, id, decision: 'keep' })}>
                {t('review.keep')}
              </Button>
              <Button small kind="danger" disabled={id === me.id} onClick={() => decide.mutate({ kind, id, decision: 'remove' })}>
                {t('review.remove')}
              </Button>
            </div>
          ) : (
            <Badge tone={decision === 'remove' ? 'bad' : decision === 'keep' ? 'good' : 'outline'} title={decidedBy ?? undefined}>
              {t(`review.decided.${decision ?? 'none'}`)}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}
