import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { usePageTitle } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { targetOf } from '../writes/action-store.ts';
import { useActionKeys } from '../writes/use-action-keys.ts';
import { OrderView } from './details/order-view.tsx';
import { orderQuery } from './order-queries.ts';

const route = getRouteApi('/orders/$accountId/$orderId');

export function OrderPage() {
  const { t } = useTranslation();
  const params = route.useParams();
  const { data: order, isPending, error, refetch } = useQuery(orderQuery(params));
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  const back = () => (canGoBack ? router.history.back() : void navigate({ to: '/orders' }));
  usePageTitle(params.orderId);
  useActionKeys(useMemo(() => (order ? [targetOf(order)] : []), [order]));
  useHotkeys({ Escape: back });
  return (
    <div className="quiet-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-3 px-4 py-4 sm:px-7">
        <div>
          <Button small kind="quiet" onClick={back}>
            <ArrowLeft aria-hidden size={14} />
            {t('orders.back')}
          </Button>
        </div>
        {!order && <h1 className="sr-only">{params.orderId}</h1>}
        {isPending && <SkeletonLines count={14} />}
        {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
        {order && <OrderView order={order} />}
      </div>
    </div>
  );
}
