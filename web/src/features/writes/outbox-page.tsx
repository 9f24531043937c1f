import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../components/ago.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { WriteBadge } from '../orders/cells/status-badge.tsx';
import { WriteButtons } from '../orders/details/write-strip.tsx';
import { payloadWords } from './payload-words.ts';
import { refusalText } from './refusal-text.ts';
import { type PlacedWrite, writesQuery } from './write-queries.ts';

const route = getRouteApi('/outbox');

/** Changes on their way to Amazon, and those that Amazon refused. */
export function OutboxPage() {
  const { t } = useTranslation();
  const { state = 'open', account = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const open = useQuery(writesQuery('open', account));
  const rejected = useQuery(writesQuery('rejected', account));
  const shown = state === 'open' ? open : rejected;
  const label = (name: 'open' | 'rejected', count: number | undefined) => `${t(`outbox.${name}`)}${count === undefined ? '' : ` ${count}`}`;
  return (
    <Page
      title={t('nav.outbox')}
      lead={t('outbox.lead')}
      actions={
        <Segmented
          label={t('outbox.which')}
          value={state}
          options={[
            { value: 'open', label: label('open', open.data?.length) },
            { value: 'rejected', label: label('rejected', rejected.data?.length) },
          ]}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, state: next === 'open' ? undefined : next }) })}
        />
      }
    >
      {shown.isPending && <SkeletonLines />}
      {shown.isError && <ProblemPanel error={shown.error} onRetry={() => void shown.refetch()} />}
      {shown.data?.length === 0 && (
        <EmptyState icon={<Send size={20} />} title={t(`outbox.empty.${state}`)} text={t(`outbox.emptyText.${state}`)} />
      )}
      {shown.data && shown.data.length > 0 && (
        <ul className="card divide-y overflow-hidden">
          {shown.data.map((write) => (
            <WriteRow key={`${write.accountId}/${write.writeId}`} write={write} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function WriteRow({ write }: { write: PlacedWrite }) {
  const { t } = useTranslation();
  const zone = useZone(write.accountId);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="w-48 shrink-0">
        <Link to="/orders/$accountId/$orderId" params={write} className="font-medium hover:text-accent hover:underline">
          {write.orderId}
        </Link>
        <p className="text-xs text-faint">
          {write.askedBy} · <Ago at={write.askedAt} />
        </p>
      </div>
      <div className="min-w-0 flex-1 basis-64">
        <p>
          <span className="font-medium">{t(`writes.kinds.${write.kind}`)}</span>{' '}
          <span className="text-soft">{payloadWords(write.payload)}</span>
        </p>
        {write.state === 'rejected' ? (
          <p className="text-bad break-words">{refusalText(write)}</p>
        ) : (
          <p className="text-xs text-faint">
            {[
              write.reason && textOr(write.reason, write.reason),
              write.nextAt && t('outbox.next', { time: formatTime(write.nextAt, 'dayTime', zone) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
      <WriteBadge state={write.state} />
      <WriteButtons write={write} accountId={write.accountId} orderId={write.orderId} />
    </li>
  );
}
