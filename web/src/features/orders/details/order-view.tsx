import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { Ago } from '../../../components/ago.tsx';
import { Button } from '../../../components/button.tsx';
import { classes } from '../../../lib/classes.ts';
import { textOr } from '../../../lib/language.ts';
import { EasyShipSection } from '../../handover/easy-ship-section.tsx';
import { LabelsSection } from '../../labels/labels-section.tsx';
import { PackingSection } from '../../packing/packing-section.tsx';
import { PickingSection } from '../../picking/picking-section.tsx';
import { GuardList } from '../../today/guard-list.tsx';
import { startAction, targetOf } from '../../writes/action-store.ts';
import { ItemsSection } from './items-section.tsx';
import { MoneySection } from './money-section.tsx';
import { NotesSection } from './notes-section.tsx';
import { OrderHead } from './order-head.tsx';
import { PackagesSection } from './packages-section.tsx';
import { PersonalSection } from './personal-section.tsx';
import { RawSection } from './raw-section.tsx';
import { TimelineSection } from './timeline-section.tsx';
import { WriteStrip, writesToShow } from './write-strip.tsx';

/** Everything about one order: two columns on its own page, one in the side panel. */
export function OrderView({ order, panel = false }: { order: OrderDetails; panel?: boolean }) {
  const { t } = useTranslation();
  const main = (
    <>
      <ItemsSection order={order} />
      <PickingSection order={order} />
      <PackingSection order={order} />
      <LabelsSection order={order} />
      <EasyShipSection order={order} />
      <PackagesSection order={order} />
    </>
  );
  const aside = (
    <>
      <PersonalSection key={`${order.accountId}/${order.orderId}`} order={order} />
      <MoneySection order={order} />
      <NotesSection order={order} />
    </>
  );
  return (
    <div className="flex flex-col gap-4">
      <OrderHead order={order} level={panel ? 2 : 1} />
      <CancelRequest order={order} />
      <GuardList order={order} />
      {writesToShow(order).map((write) => (
        <WriteStrip key={write.writeId} write={write} accountId={order.accountId} orderId={order.orderId} />
      ))}
      <div className={classes('flex flex-col gap-4', !panel && 'lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start')}>
        <div className="flex min-w-0 flex-col gap-4">
          {main}
          {panel && aside}
          <TimelineSection order={order} />
          <RawSection order={order} />
        </div>
        {!panel && <div className="flex min-w-0 flex-col gap-4">{aside}</div>}
      </div>
      <p className="text-xs text-faint">
        {t('orders.seen', { source: textOr(`sources.${order.source}`, order.source) })} <Ago at={order.seenAt} />
      </p>
    </div>
  );
}

function CancelRequest({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  if (order.cancelRequestedAt === null || order.status === 'cancelled') return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-wash px-4 py-3">
      <TriangleAlert aria-hidden size={18} className="shrink-0 text-bad" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold text-bad">{t('orders.cancelAsked')}</p>
        <p className="text-soft">
          {order.cancelReason ? t('orders.cancelReason', { reason: order.cancelReason }) : t('orders.cancelNoReason')} ·{' '}
          <Ago at={order.cancelRequestedAt} />
        </p>
      </div>
      <Button small kind="danger" onClick={() => startAction('cancel', [targetOf(order)])}>
        {t('actions.cancel.name')}
      </Button>
    </div>
  );
}
