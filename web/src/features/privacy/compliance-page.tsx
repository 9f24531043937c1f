import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ComplianceView } from '#src/modules/privacy/contract.ts';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { browserZone, formatTime } from '../../lib/format-time.ts';
import { DutyCard } from './duty-card.tsx';
import { KeysSection } from './keys-section.tsx';
import { complianceQuery } from './privacy-queries.ts';

/** What is not met stands first. */
const rank = { bad: 0, warn: 1, good: 2, yours: 3 } as const;

/** Every duty of Amazon's data protection policy: how it is met, measured now, and what to answer Amazon. */
export function CompliancePage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(complianceQuery);
  return (
    <Page title={t('nav.compliance')} lead={t('compliance.lead')}>
      {isPending && <SkeletonLines />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Summary page={data} />
          <ul className="grid gap-4 lg:grid-cols-2">
            {data.duties
              .toSorted((a, b) => rank[a.state] - rank[b.state])
              .map((duty) => (
                <DutyCard key={duty.id} duty={duty} />
              ))}
          </ul>
          <KeysSection />
        </>
      )}
    </Page>
  );
}

function Summary({ page: { state, duties, at } }: { page: ComplianceView }) {
  const { t } = useTranslation();
  const open = duties.filter((duty) => duty.state === state).length;
  const measured = duties.filter((duty) => duty.state !== 'yours').length;
  const Icon = state === 'good' ? CircleCheck : CircleAlert;
  const tone = { good: 'text-good', warn: 'text-warn', bad: 'text-bad' }[state];
  return (
    <section className="card flex flex-wrap items-center gap-3 p-4 sm:p-5" role="status">
      <Icon aria-hidden size={22} className={tone} />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="text-base font-semibold">{t(`compliance.summary.${state}`, { count: open })}</h2>
        <p className="text-soft">
          {t('compliance.measured', { measured, yours: duties.length - measured, time: formatTime(at, 'dayTime', browserZone()) })}
        </p>
      </div>
      <Link to="/privacy" className="text-accent hover:underline">
        {t('compliance.toPrivacy')}
      </Link>
    </section>
  );
}
