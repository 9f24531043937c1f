import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { WebhookDelivery } from '#src/modules/webhooks/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { deliveriesQuery } from './webhook-queries.ts';

const tones = { queued: 'warn', delivered: 'good', given_up: 'bad' } as const;

/** The last 50 messages of a webhook and how each went. */
export function DeliveryLog({ accountId, webhookId }: { accountId: string; webhookId: string }) {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(deliveriesQuery(accountId, webhookId));
  return (
    <div className="border-t">
      {isPending && (
        <div className="p-4">
          <SkeletonLines />
        </div>
      )}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="p-4 text-soft">{t('webhooks.noDeliveries')}</p>}
      {data && data.items.length > 0 && (
        <ul className="quiet-scroll max-h-96 divide-y overflow-y-auto">
          {data.items.map((delivery) => (
            <Delivery key={delivery.deliveryId} delivery={delivery} accountId={accountId} webhookId={webhookId} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Delivery({ delivery, accountId, webhookId }: { delivery: WebhookDelivery; accountId: string; webhookId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const zone = useZone(accountId);
  const again = useMutation({
    mutationFn: () => api(z.unknown(), `/webhooks/${accountId}/${webhookId}/deliveries/${delivery.deliveryId}/again`, { method: 'POST' }),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks', accountId, webhookId] }),
  });
  const went = [
    delivery.status === null ? '' : t('webhooks.answered', { status: delivery.status }),
    delivery.error ?? '',
    delivery.attempts > 1 ? t('webhooks.attempts', { count: delivery.attempts }) : '',
    delivery.state === 'queued' && delivery.nextAt ? t('webhooks.nextAt', { time: formatTime(delivery.nextAt, 'dayTime', zone) }) : '',
  ].filter(Boolean);
  return (
    <li className="flex items-start gap-3 px-4 py-2">
      <details className="min-w-0 flex-1">
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1">
          <Badge tone={tones[delivery.state]}>{t(`webhooks.deliveryStates.${delivery.state}`)}</Badge>
          <code className="text-xs">{delivery.kind}</code>
          <span className="text-xs text-faint">{formatTime(delivery.createdAt, 'dayTime', zone)}</span>
          <span className="min-w-0 text-xs text-soft">{went.join(' · ')}</span>
        </summary>
        <pre className="mt-2 overflow-x-auto rounded-lg bg-sunken p-3 text-xs">{pretty(delivery.body)}</pre>
      </details>
      <IconButton small label={t('webhooks.sendAgain')} busy={again.isPending} onClick={() => again.mutate()}>
        <RotateCw size={14} />
      </IconButton>
    </li>
  );
}

const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);
