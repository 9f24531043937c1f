import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lookView, type PurgeView } from '#src/modules/privacy/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { purgesQuery } from './privacy-queries.ts';

/** What went and when, and what the look afterwards found. */
export function PurgesSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(purgesQuery);
  const may = useMay('privacy.manage');
  const look = useMutation({
    mutationFn: () => api(lookView, '/privacy/look', { json: {} }),
    onSuccess: ({ items }) => {
      const traces = items.reduce((sum, { found }) => sum + found.length, 0);
      toast(traces === 0 ? t('privacy.nothingFound') : t('privacy.lookFound', { count: traces }), traces === 0 ? 'good' : 'bad');
    },
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['purges'] }), client.invalidateQueries({ queryKey: ['compliance'] })]),
  });
  return (
    <Section
      title={t('privacy.purges')}
      flush
      actions={
        may && (
          <Button small busy={look.isPending} onClick={() => look.mutate()}>
            {t('privacy.look')}
          </Button>
        )
      }
    >
      {(error ?? look.error) && <ProblemPanel error={error ?? look.error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="p-4 text-soft">{t('privacy.noPurges')}</p>}
      <ul className="divide-y">
        {data?.map((purge) => (
          <PurgeRow key={`${purge.accountId} ${purge.purgeId}`} purge={purge} />
        ))}
      </ul>
    </Section>
  );
}

function PurgeRow({ purge }: { purge: PurgeView }) {
  const { t } = useTranslation();
  const zone = useZone(purge.accountId);
  const { scan, found, orders } = purge;
  const verdict = !scan ? 'cut' : found.length === 0 ? 'clean' : 'found';
  const tone = { cut: 'warn', clean: 'good', found: 'bad' } as const;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <time dateTime={purge.at} className="w-32 shrink-0 text-soft">
        {formatTime(purge.at, 'dayTime', zone)}
      </time>
      <span className="w-64 max-w-full font-medium">{t(`privacy.reasons.${purge.reason}`, { count: orders })}</span>
      <Badge tone={tone[verdict]}>{t(`privacy.verdicts.${verdict}`)}</Badge>
      <span className="min-w-0 flex-1 basis-56 text-soft">
        {found.length > 0
          ? t('privacy.foundAt', { places: found.map(({ place }) => place).join(', ') })
          : scan && t('privacy.scanned', { rows: scan.rows, tables: scan.tables, files: scan.files })}
      </span>
      <span className="text-soft">{purge.askedBy}</span>
    </li>
  );
}
