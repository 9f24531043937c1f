import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';

const personalRead = z.object({
  at: z.string(),
  reader: z.string(),
  purpose: z.string(),
  orderIds: z.array(z.string()),
  accountId: z.string(),
});
const reads = z.object({ items: z.array(personalRead) });
const namedAtOnce = 6;

/** Who opened which buyers' data, when and what for. */
export function PersonalDataPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['personal-reads'],
    queryFn: ({ signal }) => api(reads, '/personal-data/reads', { signal }),
    staleTime: 0,
  });
  return (
    <Page title={t('nav.personal')} lead={t('personal.logLead')}>
      {isPending && <SkeletonLines />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<ShieldCheck size={20} />} title={t('personal.logEmpty')} text={t('personal.logEmptyText')} />
      )}
      {data && data.items.length > 0 && (
        <ul className="card divide-y overflow-hidden">
          {data.items.map((read, index) => (
            <ReadRow key={`${read.at} ${index}`} read={read} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function ReadRow({ read }: { read: z.infer<typeof personalRead> }) {
  const { t } = useTranslation();
  const zone = useZone(read.accountId);
  const more = read.orderIds.length - namedAtOnce;
  return (
    <li className="flex flex-wrap gap-x-5 gap-y-1 px-4 py-3">
      <span className="w-36 shrink-0 text-soft">
        <time dateTime={read.at} title={formatTime(read.at, 'full', zone)}>
          {formatTime(read.at, 'dayTime', zone)}
        </time>
      </span>
      <span className="w-32 shrink-0 truncate font-medium">{read.reader}</span>
      <span className="min-w-0 flex-1 basis-40 break-words">{read.purpose}</span>
      <span className="flex min-w-0 flex-1 basis-72 flex-wrap gap-x-2 text-soft">
        {read.orderIds.slice(0, namedAtOnce).map((orderId) => (
          <Link
            key={orderId}
            to="/orders/$accountId/$orderId"
            params={{ accountId: read.accountId, orderId }}
            className="hover:text-accent hover:underline"
          >
            {orderId}
          </Link>
        ))}
        {more > 0 && <span>{t('personal.moreOrders', { count: more })}</span>}
      </span>
    </li>
  );
}
