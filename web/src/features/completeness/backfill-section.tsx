import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { BackfillView } from '#src/modules/reports/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAccount, useZone } from '../accounts/session.ts';
import { backfillQuery } from './ledger-queries.ts';

/** How far the past is read, account by account; it can be paused. */
export function BackfillSection({ account }: { account: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(backfillQuery);
  if (error && !data) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  const shown = data?.filter(({ accountId }) => account === '' || accountId === account);
  return (
    <Section title={t('backfill.title')} flush>
      {shown?.length === 0 && <p className="p-4 text-soft">{t('backfill.none')}</p>}
      <ul className="divide-y">
        {shown?.map((each) => (
          <AccountBackfill key={each.accountId} backfill={each} />
        ))}
      </ul>
    </Section>
  );
}

function AccountBackfill({ backfill }: { backfill: BackfillView }) {
  const { t } = useTranslation();
  const { accountId, slices, done, failed, orders, from, paused, doneBy } = backfill;
  const name = useAccount(accountId)?.name ?? accountId;
  const zone = useZone(accountId);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (pause: boolean) => api(z.object({ paused: z.boolean() }), `/backfill/${accountId}`, { json: { paused: pause } }),
    onSuccess: (answer) => toast(answer.paused ? t('backfill.wasPaused') : t('backfill.wasResumed')),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['backfill'] }),
  });
  const running = done + failed < slices;
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1">
          <span className="font-medium">{name}</span>{' '}
          <span className="text-soft">
            {done === slices ? t('backfill.whole', { orders, slices }) : t('backfill.progress', { done, slices, orders })}
            {from !== null && ` ${t('backfill.reaches', { date: formatTime(from, 'date', zone) })}`}
          </span>
        </p>
        {running && (
          <Button small busy={change.isPending} onClick={() => change.mutate(!paused)}>
            {paused ? <Play aria-hidden size={13} /> : <Pause aria-hidden size={13} />}
            {paused ? t('backfill.resume') : t('backfill.pause')}
          </Button>
        )}
      </div>
      {running && <Bar kind="progressbar" label={t('backfill.bar', { done, slices })} value={done} max={slices} tone="good" />}
      {failed > 0 && <p className="text-warn">{t('backfill.failed', { count: failed })}</p>}
      {running && (
        <p className="text-xs text-faint">
          {paused
            ? t('backfill.paused')
            : doneBy === null
              ? t('backfill.noEstimate')
              : t('backfill.doneBy', { time: formatTime(doneBy, 'dayTime', zone) })}{' '}
          {!paused && t('backfill.pace')}
        </p>
      )}
    </li>
  );
}
