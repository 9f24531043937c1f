import { useQuery } from '@tanstack/react-query';
import { Ticket, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { otherWayOf } from '#src/modules/writes/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useMay } from '../accounts/session.ts';
import { isOpen } from '../orders/cells/status-badge.tsx';
import { startAction, targetOf } from '../writes/action-store.ts';
import { labelsQuery } from './label-queries.ts';
import { LabelRow } from './label-row.tsx';
import { unusedLabels } from './unused-labels.ts';

/** The labels of an order, each with what can be done with it; nothing for an order that has and takes none. */
export function LabelsSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const mayBuy = useMay('labels.buy');
  const isMine = order.fulfilledBy === 'merchant';
  const { data: labels, isPending, error, refetch } = useQuery({ ...labelsQuery(order), enabled: isMine });
  const unused = unusedLabels(order, labels ?? []);
  const takesMore = mayBuy && (isOpen(order.status) || unused.length > 0) && otherWayOf(order.programs) === undefined;
  if (!isMine || (labels?.length === 0 && !takesMore)) return null;
  return (
    <Section
      title={t('labels.title', { count: labels?.length ?? 0 })}
      flush
      actions={
        takesMore && (
          <Button small kind="quiet" onClick={() => startAction('label', [targetOf(order)])}>
            <Ticket aria-hidden size={14} />
            {t(labels && labels.length > 0 ? 'labels.another' : 'labels.buyOne')}
          </Button>
        )
      }
    >
      {isPending && <SkeletonLines count={2} />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {unused.length > 0 && (
        <p className="flex items-start gap-2 bg-warn-wash px-4 py-3 text-warn">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {t('labels.unused', { tracking: unused.map(({ tracking }) => tracking).join(', ') })}
        </p>
      )}
      {labels?.length === 0 && <p className="px-4 py-3 text-soft">{t('labels.none')}</p>}
      <ul className="divide-y">
        {labels?.map((label) => (
          <LabelRow key={label.labelId} accountId={order.accountId} label={label} />
        ))}
      </ul>
    </Section>
  );
}
