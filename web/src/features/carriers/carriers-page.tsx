import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useSession } from '../accounts/session.ts';
import { labelSettingsQuery } from '../labels/label-queries.ts';
import { AddressSection } from './address-section.tsx';
import { CarriersSection } from './carriers-section.tsx';
import { CustomsSection } from './customs-section.tsx';
import { PresetsSection } from './presets-section.tsx';
import { PrintingSection } from './printing-section.tsx';
import { RulesSection } from './rules-section.tsx';

const route = getRouteApi('/carriers');

/** How labels of an account are bought, chosen, printed and declared. */
export function CarriersPage() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const { account } = route.useSearch();
  const navigate = useNavigate();
  const chosen = accounts.find(({ accountId }) => accountId === account) ?? accounts[0];
  return (
    <Page
      title={t('nav.carriers')}
      lead={t('carriers.lead')}
      narrow
      actions={
        accounts.length > 1 && (
          <Select
            aria-label={t('shell.account')}
            value={chosen?.accountId ?? ''}
            options={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))}
            onChange={(next) => void navigate({ to: '/carriers', search: { account: next } })}
          />
        )
      }
    >
      {chosen ? (
        <Settings key={chosen.accountId} accountId={chosen.accountId} />
      ) : (
        <EmptyState icon={<Ticket size={20} />} title={t('carriers.noAccount')} text={t('carriers.noAccountText')} />
      )}
    </Page>
  );
}

function Settings({ accountId }: { accountId: string }) {
  const { data, isPending, error, refetch } = useQuery(labelSettingsQuery(accountId));
  if (isPending) return <SkeletonLines count={8} />;
  if (!data) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  const { settings, carriers } = data;
  return (
    <>
      <CarriersSection accountId={accountId} carriers={carriers} />
      <AddressSection accountId={accountId} settings={settings} />
      <PresetsSection accountId={accountId} settings={settings} />
      <RulesSection accountId={accountId} />
      <PrintingSection key={settings.printer ?? ''} accountId={accountId} settings={settings} />
      <CustomsSection accountId={accountId} />
    </>
  );
}
