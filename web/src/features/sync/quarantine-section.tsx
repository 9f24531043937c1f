import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { replayResult } from '#src/modules/sync/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { textOr } from '../../lib/language.ts';
import { useAccount } from '../accounts/session.ts';
import { quarantineQuery } from './sync-queries.ts';

/** Answers that could not be understood: why, what they were, and reading them again after an update. */
export function QuarantineSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: rows, error, refetch } = useQuery(quarantineQuery);
  const replay = useMutation({
    mutationFn: (which: { accountId?: string; quarantineId?: string }) => api(replayResult, '/quarantine/replay', { json: which }),
    onSuccess: ({ resolved, still }) => toast(t('quarantine.replayed', { resolved, still }), still > 0 ? 'bad' : 'good'),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['quarantine'] });
      void client.invalidateQueries({ queryKey: ['sync'] });
    },
  });
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  return (
    <Section
      title={t('quarantine.title')}
      flush
      actions={
        rows &&
        rows.length > 0 && (
          <Button small kind="quiet" busy={replay.isPending} onClick={() => replay.mutate({})}>
            <RotateCcw aria-hidden size={13} />
            {t('quarantine.replayAll')}
          </Button>
        )
      }
    >
      {rows?.length === 0 && <p className="p-4 text-soft">{t('quarantine.empty')}</p>}
      <ul className="divide-y">
        {rows?.map((row) => (
          <li key={`${row.accountId}/${row.quarantineId}`} className="flex items-start gap-3 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {row.orderId ?? t('quarantine.noId')}{' '}
                <span className="font-normal text-soft">{textOr(`quarantine.reasons.${row.reason}`, row.reason)}</span>
              </p>
              <p className="text-soft break-words">{row.detail}</p>
              <p className="text-xs text-faint">
                <AccountName id={row.accountId} /> · {textOr(`sources.${row.source}`, row.source)} · <Ago at={row.receivedAt} />
              </p>
              <details className="mt-1">
                <summary className="text-xs text-soft">{t('quarantine.show')}</summary>
                <pre tabIndex={0} className="quiet-scroll mt-2 max-h-72 overflow-auto rounded-lg bg-sunken p-3 font-mono text-2xs">
                  {JSON.stringify(row.body, null, 2)}
                </pre>
              </details>
            </div>
            <Button
              small
              busy={replay.isPending}
              onClick={() => replay.mutate({ accountId: row.accountId, quarantineId: row.quarantineId })}
            >
              {t('quarantine.replay')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const AccountName = ({ id }: { id: string }) => useAccount(id)?.name ?? id;
