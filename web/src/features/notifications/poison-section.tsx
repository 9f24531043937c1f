import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { notificationReplay, type PoisonMessage } from '#src/modules/notifications/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { textOr } from '../../lib/language.ts';
import { useAccount, useSession } from '../accounts/session.ts';
import { poisonQuery } from './notification-queries.ts';

/** Messages that could not be worked on: why, what they were, and working on them again after an update. */
export function PoisonSection() {
  const { t } = useTranslation();
  const { data: rows, error, refetch } = useQuery(poisonQuery);
  const isAllowed = useSession().permissions.includes('sync.run');
  const replay = useReplay();
  if (error && !rows) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  return (
    <Section
      title={t('notifications.poison.title')}
      flush
      actions={
        isAllowed &&
        rows &&
        rows.length > 0 && (
          <Button small kind="quiet" busy={replay.isPending} onClick={() => replay.mutate({})}>
            <RotateCcw aria-hidden size={13} />
            {t('notifications.poison.replayAll')}
          </Button>
        )
      }
    >
      {rows?.length === 0 && <p className="p-4 text-soft">{t('notifications.poison.empty')}</p>}
      <ul className="divide-y">
        {rows?.map((row) => (
          <PoisonRow key={`${row.accountId}/${row.notificationId}`} row={row} isAllowed={isAllowed} />
        ))}
      </ul>
    </Section>
  );
}

function useReplay() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { accountId?: string; notificationId?: string }) =>
      api(notificationReplay, '/notifications/poison/replay', { json: which }),
    onSuccess: ({ resolved, still }) => toast(t('notifications.poison.replayed', { resolved, still }), still > 0 ? 'bad' : 'good'),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
}

function PoisonRow({ row, isAllowed }: { row: PoisonMessage; isAllowed: boolean }) {
  const { t } = useTranslation();
  const { accountId, notificationId } = row;
  const account = useAccount(accountId);
  const client = useQueryClient();
  const replay = useReplay();
  const drop = useMutation({
    mutationFn: () => api(z.unknown(), '/notifications/poison/drop', { json: { accountId, notificationId } }),
    onSuccess: () => toast(t('notifications.poison.dropped')),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
  return (
    <li className="flex flex-wrap items-start gap-3 px-4 py-3">
      <div className="min-w-60 flex-1">
        <p className="font-medium">
          {row.type ?? t('notifications.poison.noType')}{' '}
          <span className="font-normal text-soft">{textOr(`notifications.poison.reasons.${row.reason}`, row.reason)}</span>
        </p>
        <p className="break-words text-soft">{row.detail}</p>
        <p className="text-xs text-faint">
          {account?.name ?? accountId}
          {row.subject && ` · ${row.subject}`} · <Ago at={row.receivedAt} />
        </p>
        {row.body === null ? (
          <p className="mt-1 text-xs text-soft">{t('notifications.poison.sealed')}</p>
        ) : (
          <details className="mt-1">
            <summary className="text-xs text-soft">{t('notifications.poison.show')}</summary>
            <pre tabIndex={0} className="quiet-scroll mt-2 max-h-72 overflow-auto rounded-lg bg-sunken p-3 font-mono text-2xs">
              {JSON.stringify(row.body, null, 2)}
            </pre>
          </details>
        )}
      </div>
      {isAllowed && (
        <div className="flex gap-2">
          <Button small busy={replay.isPending} onClick={() => replay.mutate({ accountId, notificationId })}>
            {t('notifications.poison.replay')}
          </Button>
          <Button small kind="quiet" busy={drop.isPending} onClick={() => drop.mutate()}>
            {t('notifications.poison.drop')}
          </Button>
        </div>
      )}
    </li>
  );
}
