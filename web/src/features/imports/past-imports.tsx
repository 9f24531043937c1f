import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type ImportRun, importRun } from '#src/modules/imports/contract.ts';
import { Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { ImportOutcome } from './import-outcome.tsx';

const list = z.object({ items: z.array(importRun) });

/** What was taken in before; one under way is looked at again every two seconds. */
export function PastImports() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => api(list, '/imports', { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((run) => run.finishedAt === null) ? 2_000 : false),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('imports.past')} flush>
      <ul className="divide-y">
        {data.items.map((run) => (
          <PastImport key={`${run.accountId} ${run.importId}`} run={run} />
        ))}
      </ul>
    </Section>
  );
}

function PastImport({ run }: { run: ImportRun }) {
  const { t } = useTranslation();
  const zone = useZone(run.accountId);
  const counts = { orders: 0, listings: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0, queued: 0, skipped: 0, ...run.counts };
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5">
      <span className="font-medium">{run.fileName || t(`imports.${run.kind}`)}</span>
      <time dateTime={run.startedAt} title={formatTime(run.startedAt, 'full', zone)} className="text-xs text-faint">
        {formatTime(run.startedAt, 'dayTime', zone)}
      </time>
      <span className="text-soft">
        {run.finishedAt === null ? t('imports.underWay', { count: run.lines }) : t(`imports.summaries.${run.kind}`, counts)}
      </span>
      {run.error !== null && <span className="text-bad">{run.error}</span>}
      {run.rejected.length > 0 && (
        <details className="basis-full">
          <summary className="text-xs text-soft">{t('imports.showRejected')}</summary>
          <div className="mt-2">
            <ImportOutcome figures={[]} rejected={run.rejected} rejectedCount={counts.rejected} />
          </div>
        </details>
      )}
    </li>
  );
}
