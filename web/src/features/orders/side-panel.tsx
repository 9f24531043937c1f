import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Maximize2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OrderRef } from '#src/modules/orders/contract.ts';
import { buttonLook, IconButton } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { OrderView } from './details/order-view.tsx';
import { orderQuery } from './order-queries.ts';

/** The order in front of the list, which stays where it is. On narrow screens it covers the list. */
export function SidePanel({ order, onClose }: { order: OrderRef; onClose: () => void }) {
  const { t } = useTranslation();
  const details = useQuery(orderQuery(order));
  return (
    <aside
      aria-label={t('orders.panel', { order: order.orderId })}
      className="fixed inset-0 z-30 flex animate-slide flex-col border-l bg-canvas md:left-auto md:w-[31rem] md:shadow-pop xl:static xl:w-[32rem] xl:shrink-0 xl:shadow-none"
    >
      <div className="flex h-11 shrink-0 items-center gap-1 border-b px-2">
        <IconButton small label={t('common.closeKey')} onClick={onClose}>
          <X size={16} />
        </IconButton>
        <span className="flex-1" />
        <Link to="/orders/$accountId/$orderId" params={order} className={buttonLook({ kind: 'quiet', small: true })}>
          <Maximize2 aria-hidden size={13} />
          {t('orders.openPage')}
        </Link>
      </div>
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto p-4">
        {details.isPending && <SkeletonLines count={10} />}
        {details.isError && <ProblemPanel error={details.error} onRetry={() => void details.refetch()} />}
        {details.data && <OrderView order={details.data} panel />}
      </div>
    </aside>
  );
}
