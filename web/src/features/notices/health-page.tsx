import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HealthPart } from '#src/modules/notices/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { healthQuery } from './notice-queries.ts';

const tones = { good: 'good', warn: 'warn', bad: 'bad' } as const;

/** How the desk itself is doing, part by part, in words. */
export function HealthPage() {
  const { t } = useTranslation();
  const zone = useZone();
  const { data, isPending, error, refetch } = useQuery(healthQuery);
  return (
    <Page
      title={t('nav.health')}
      lead={t('health.lead')}
      narrow
      actions={data && <Badge tone={tones[data.state]}>{t(`health.all.${data.state}`)}</Badge>}
    >
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.parts.map((part) => (
        <PartSection key={part.part} part={part} />
      ))}
      {data && <p className="text-xs text-faint">{t('health.asOf', { time: formatTime(data.at, 'full', zone) })}</p>}
    </Page>
  );
}

function PartSection({ part: { name, state, text, todo, facts } }: { part: HealthPart }) {
  const { t } = useTranslation();
  return (
    <Section title={name} actions={<Badge tone={tones[state]}>{t(`health.state.${state}`)}</Badge>}>
      <div className="flex flex-col gap-3">
        <p className="break-words">{text}</p>
        {todo !== null && (
          <p className="rounded-lg bg-sunken px-3 py-2 break-words">
            <span className="font-medium">{t('health.todo')}: </span>
            {todo}
          </p>
        )}
        {facts.length > 0 && (
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
            {facts.map(({ label, value }) => (
              <div key={label} className="min-w-0">
                <dt className="text-xs text-faint">{label}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </Section>
  );
}
