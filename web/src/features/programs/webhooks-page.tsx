import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookView } from '#src/modules/webhooks/contract.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { webhooksQuery } from './webhook-queries.ts';

/** Where other programs hear of what happens to orders: the webhooks, how they fare, and their logs. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(webhooksQuery);
  const [edited, setEdited] = useState<WebhookView | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const add = (
    <Button kind="primary" onClick={() => setEdited('new')}>
      <Plus aria-hidden size={15} />
      {t('webhooks.add')}
    </Button>
  );
  return (
    <Page title={t('nav.webhooks')} lead={t('webhooks.lead')} actions={data && data.items.length > 0 ? add : undefined}>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<Webhook size={20} />} title={t('webhooks.none')} text={t('webhooks.noneText')}>
          {add}
        </EmptyState>
      )}
      {data?.items.map((webhook) => (
        <WebhookCard
          key={`${webhook.accountId}/${webhook.webhookId}`}
          webhook={webhook}
          onEdit={() => setEdited(webhook)}
          onSecret={setSecret}
        />
      ))}
      {edited && <WebhookDialog webhook={edited === 'new' ? null : edited} onSecret={setSecret} onClose={() => setEdited(null)} />}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </Page>
  );
}
