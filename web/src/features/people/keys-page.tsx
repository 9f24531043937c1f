import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeySquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { done, type KeyView } from '#src/modules/people/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { KeyDialog } from './key-dialog.tsx';
import { keysQuery } from './people-queries.ts';
import { ShowOnce } from './show-once.tsx';

const tones = { active: 'good', expired: 'outline', revoked: 'bad' } as const;

/** Keys with which programs ask the desk. */
export function KeysPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(keysQuery);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  return (
    <Page
      title={t('nav.keys')}
      lead={t('apiKeys.lead')}
      actions={
        <Button kind="primary" onClick={() => setMaking(true)}>
          <Plus aria-hidden size={15} />
          {t('apiKeys.new')}
        </Button>
      }
    >
      {isPending && <SkeletonLines />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState icon={<KeySquare size={20} />} title={t('apiKeys.none')} text={t('apiKeys.noneText')} />}
      {data && data.items.length > 0 && (
        <ul className="card divide-y">
          {data.items.map((key) => (
            <KeyRow key={key.id} item={key} />
          ))}
        </ul>
      )}
      {making && <KeyDialog onClose={() => setMaking(false)} onMade={setMade} />}
      {made && <ShowOnce title={t('apiKeys.madeTitle')} text={t('apiKeys.madeText')} secret={made} onClose={() => setMade(null)} />}
    </Page>
  );
}

function KeyRow({ item }: { item: KeyView }) {
  const { t } = useTranslation();
  const zone = useZone();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => api(done, `/keys/${item.id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-1.5 font-medium">
          <span className="truncate">{item.name}</span>
          <Badge tone={tones[item.state]}>{t(`apiKeys.states.${item.state}`)}</Badge>
        </p>
        <p className="text-xs text-faint">
          <code className="font-mono">{item.hint}…</code> · {item.by}
        </p>
      </div>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap gap-1">
          {item.scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </p>
      </div>
      <div className="w-48 shrink-0 text-xs text-faint">
        <p>{item.usedAt ? t('apiKeys.used', { time: time(item.usedAt) }) : t('apiKeys.unused')}</p>
        <p>{t('people.until', { time: time(item.expiresAt) })}</p>
      </div>
      {item.state === 'active' && (
        <Button small kind="danger" busy={end.isPending} onClick={() => end.mutate()}>
          {t('apiKeys.revoke')}
        </Button>
      )}
    </li>
  );
}
