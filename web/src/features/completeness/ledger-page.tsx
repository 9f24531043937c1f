import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { BookCheck, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { BackfillSection } from './backfill-section.tsx';
import { ClaimSection } from './claim-section.tsx';
import { GapSection } from './gap-section.tsx';
import { ledgerPeriods, periodDays } from './ledger-period.ts';
import { ledgerQuery } from './ledger-queries.ts';
import { storeDays } from './store-days.ts';
import { StoreSection } from './store-section.tsx';

const route = getRouteApi('/ledger');
/** As many as the desk gives at once. */
const mostDays = 5_000;

/** The proof that every order is here: what is claimed, day by day and store by store, the gaps, and how far the past is read. */
export function LedgerPage() {
  const { t } = useTranslation();
  const { days = '30', account = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { from, to } = periodDays(days, useNow());
  const { data, isPending, error, refetch } = useQuery({ ...ledgerQuery(account, from, to), placeholderData: (before) => before });
  return (
    <Page
      title={t('nav.ledger')}
      lead={t('ledger.lead')}
      actions={
        <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
          <Segmented
            label={t('ledger.period')}
            value={days}
            options={ledgerPeriods.map((value) => ({
              value,
              label: value === '365' ? t('ledger.year') : t('ledger.days', { days: value }),
            }))}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, days: next === '30' ? undefined : next }) })}
          />
          <a href={apiUrl('/ledger.csv', { account, from, to })} download="ledger.csv" className={buttonLook()}>
            <Download aria-hidden size={14} />
            {t('ledger.csv')}
          </a>
        </div>
      }
    >
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && data.items.length > 0 && <ClaimSection page={data} />}
      <BackfillSection account={account} />
      {data?.items.length === 0 && <EmptyState icon={<BookCheck size={20} />} title={t('ledger.none')} text={t('ledger.noneText')} />}
      {data && data.items.length >= mostDays && <p className="text-warn">{t('ledger.capped')}</p>}
      {data && storeDays(data.items).map((store) => <StoreSection key={store.key} store={store} />)}
      {data && data.items.length > 0 && <p className="text-xs text-faint">{t('ledger.metricNote')}</p>}
      <GapSection account={account} />
    </Page>
  );
}
