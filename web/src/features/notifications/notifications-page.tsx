import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useSession } from '../accounts/session.ts';
import { AccountNotifications } from './account-notifications.tsx';
import { notificationsQuery } from './notification-queries.ts';
import { PoisonSection } from './poison-section.tsx';

/** What Amazon tells by itself: per account the queue, what comes in of each type, and what could not be worked on. */
export function NotificationsPage() {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const { account = '' } = useSearch({ strict: false });
  const { data, isPending, error, refetch } = useQuery(notificationsQuery);
  const connected = accounts.filter(({ host }) => host !== 'files');
  const shown = data?.filter(
    ({ accountId }) => connected.some((each) => each.accountId === accountId) && (account === '' || accountId === account),
  );
  return (
    <Page title={t('nav.notifications')} lead={t('notifications.lead')}>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {shown?.length === 0 && (
        <EmptyState icon={<BellRing size={20} />} title={t('notifications.nothing')} text={t('notifications.nothingText')} />
      )}
      {shown?.map((state) => (
        <AccountNotifications key={state.accountId} state={state} />
      ))}
      <PoisonSection />
    </Page>
  );
}
