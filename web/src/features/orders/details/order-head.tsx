import { ExternalLink, Info, MoreHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { otherWayOf } from '#src/modules/writes/contract.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button, buttonLook, IconButton } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Menu, MenuItem } from '../../../components/menu.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { humanise, textOr } from '../../../lib/language.ts';
import { useAccount, useSession, useZone } from '../../accounts/session.ts';
import { startAction, targetOf } from '../../writes/action-store.ts';
import { useActionList } from '../../writes/use-action-list.ts';
import { Deadline } from '../cells/deadline.tsx';
import { FulfilmentBadge } from '../cells/fulfilment-badge.tsx';
import { isOpen, StatusBadge } from '../cells/status-badge.tsx';

/** Which order, how it stands, until when, and what can be done. */
export function OrderHead({ order, level }: { order: OrderDetails; level: 1 | 2 }) {
  const Title = level === 1 ? 'h1' : 'h2';
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const account = useAccount(order.accountId);
  const several = useSession().accounts.length > 1;
  const named = order.programs.filter((program) => program !== 'PRIME');
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Title className="text-lg font-semibold tracking-tight select-all">{order.orderId}</Title>
        <CopyButton text={order.orderId} label={t('orders.copyId')} />
        <StatusBadge status={order.status} raw={order.statusRaw} />
        <FulfilmentBadge order={order} />
        {named.map((program) => (
          <Badge key={program}>{textOr(`programs.${program}`, humanise(program))}</Badge>
        ))}
        {order.depth === 'skeleton' && (
          <Badge tone="outline" title={t('orders.skeletonMeans')}>
            {t('orders.skeleton')}
          </Badge>
        )}
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 sm:grid-cols-3">
        <Fact label={t('columns.shipBy')}>
          <Deadline at={order.shipBy} status={order.status} zone={zone} />
        </Fact>
        <Fact label={t('columns.deliverBy')}>{window(order.deliverAfter, order.deliverBy, zone)}</Fact>
        <Fact label={t('columns.date')}>{formatTime(order.purchasedAt, 'dayTime', zone)}</Fact>
        <Fact label={t('columns.service')}>
          {textOr(`service.${order.serviceLevel}`, order.serviceLevel)}
          {order.shipService && <span className="text-faint"> · {order.shipService}</span>}
        </Fact>
        <Fact label={t('columns.marketplace')}>
          {marketplaceOf(order.marketplaceId)?.domain ?? order.salesChannel}
          {several && account && <span className="text-faint"> · {account.name}</span>}
        </Fact>
        {order.poNumber && <Fact label={t('orders.poLabel')}>{order.poNumber}</Fact>}
        {order.sellerOrderId && order.sellerOrderId !== order.orderId && (
          <Fact label={t('orders.sellerOrderId')}>{order.sellerOrderId}</Fact>
        )}
        {order.replacesOrderId && <Fact label={t('orders.replaces')}>{order.replacesOrderId}</Fact>}
      </dl>
      <Actions order={order} />
    </header>
  );
}

const window = (from: string | null, to: string | null, zone: string) =>
  [from, to]
    .flatMap((at) => (at ? [formatTime(at, 'day', zone)] : []))
    .filter((day, index, days) => days.indexOf(day) === index)
    .join(' – ') || '–';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-2xs text-faint">{label}</dt>
    <dd className="break-words">{children}</dd>
  </div>
);

function Actions({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const actionList = useActionList();
  const target = [targetOf(order)];
  const otherWay = otherWayOf(order.programs);
  const mine = order.fulfilledBy === 'merchant' && otherWay === undefined;
  const first = mine && isOpen(order.status) ? 'confirm' : 'slips';
  const inFront = mine
    ? (['confirm', 'label', 'slips'] as const).filter(
        (kind) => kind === 'slips' || (isOpen(order.status) && actionList.some((action) => action.kind === kind)),
      )
    : (['slips'] as const);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {inFront.map((kind) => {
        const action = actionList.find((each) => each.kind === kind);
        const Icon = action?.icon;
        return (
          <Button key={kind} kind={kind === first ? 'primary' : 'plain'} onClick={() => startAction(kind, target)}>
            {Icon && <Icon aria-hidden size={15} />}
            {t(`actions.${kind}.name`)}
          </Button>
        );
      })}
      <Menu
        align="start"
        trigger={
          <IconButton kind="plain" label={t('common.more')}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        {actionList
          .filter(({ kind }) => kind !== 'slips' && kind !== 'label' && kind !== 'confirm' && !(kind === 'edit' && otherWay))
          .map(({ kind, icon: Icon, hotkey }) => (
            <MenuItem
              key={kind}
              icon={<Icon size={14} />}
              hint={hotkey}
              danger={kind === 'cancel'}
              onSelect={() => startAction(kind, target)}
            >
              {t(`actions.${kind}.name`)}
            </MenuItem>
          ))}
      </Menu>
      {order.sellerCentralUrl && (
        <a href={order.sellerCentralUrl} target="_blank" rel="noreferrer" className={buttonLook({ kind: 'quiet' })}>
          {t('orders.sellerCentral')}
          <ExternalLink aria-hidden size={14} />
        </a>
      )}
      {otherWay && isOpen(order.status) && <OtherWay reason={otherWay} />}
    </div>
  );
}

/** Neither a label nor a confirmation of ours: how it leaves instead. */
function OtherWay({ reason }: { reason: string }) {
  return (
    <p className="flex w-full items-center gap-2 text-soft">
      <Info aria-hidden size={15} className="shrink-0 text-info" />
      {textOr(reason, reason)}
    </p>
  );
}
