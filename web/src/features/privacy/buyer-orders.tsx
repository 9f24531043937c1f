import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BuyerOrderView } from '#src/modules/privacy/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';

const tones = { erasable: 'accent', open: 'neutral', held: 'warn', gone: 'outline' } as const;

/** The orders of one buyer, and what can become of each; `done`: what has. */
export function BuyerOrders({ items, done = false }: { items: readonly BuyerOrderView[]; done?: boolean }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className="text-soft">{t('privacy.erase.none')}</p>;
  return (
    <ul className="divide-y rounded-lg border">
      {items.map((order) => (
        <BuyerOrder key={`${order.accountId} ${order.orderId}`} order={order} done={done} />
      ))}
    </ul>
  );
}

function BuyerOrder({ order, done }: { order: BuyerOrderView; done: boolean }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const { accountId, orderId, state, hold } = order;
  const words = done && state === 'erasable' ? t('privacy.states.erased') : t(`privacy.states.${state}`);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
      <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId }} className="w-48 hover:text-accent hover:underline">
        {orderId}
      </Link>
      <span className="w-28 text-soft">{formatTime(order.purchasedAt, 'date', zone)}</span>
      <span className="w-28 text-soft">{textOr(`status.${order.status}`, order.status)}</span>
      <Badge tone={done && state === 'erasable' ? 'good' : tones[state]}>{words}</Badge>
      {hold && (
        <span className="min-w-0 flex-1 basis-40 text-soft">{t('privacy.heldFor', { ground: hold.ground, until: hold.until })}</span>
      )}
    </li>
  );
}
