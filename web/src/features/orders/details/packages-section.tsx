import { useQuery } from '@tanstack/react-query';
import { ExternalLink, FilePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails, OrderPackage } from '#src/modules/orders/contract.ts';
import type { ParcelDetails } from '#src/modules/tracking/contract.ts';
import { otherWayOf } from '#src/modules/writes/contract.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Section } from '../../../components/page.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { textOr } from '../../../lib/language.ts';
import { useZone } from '../../accounts/session.ts';
import { orderParcelsQuery } from '../../parcels/parcel-queries.ts';
import { ParcelTrack } from '../../parcels/parcel-track.tsx';
import { startAction, targetOf } from '../../writes/action-store.ts';

const tones: Record<string, Tone> = { delivered: 'good', in_transit: 'info', shipped: 'info', undeliverable: 'bad', cancelled: 'outline' };

export function PackagesSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const isOurs = order.fulfilledBy === 'merchant';
  const { data: tracked = [] } = useQuery({ ...orderParcelsQuery(order.accountId, order.orderId), enabled: isOurs });
  const isShown = ({ tracking }: ParcelDetails) => order.packages.some((parcel) => plain(parcel.tracking ?? '') === tracking);
  const labelled = tracked.filter((parcel) => !isShown(parcel));
  if (order.packages.length === 0 && labelled.length === 0) return null;
  return (
    <Section
      title={t('packages.title', { count: order.packages.length + labelled.length })}
      flush
      actions={
        isOurs &&
        otherWayOf(order.programs) === undefined &&
        order.packages.length > 0 && (
          <Button small kind="quiet" onClick={() => startAction('edit', [targetOf(order)])}>
            <FilePen aria-hidden size={14} />
            {t('actions.edit.short')}
          </Button>
        )
      }
    >
      <ul className="divide-y">
        {order.packages.map((each) => (
          <Package
            key={each.reference}
            order={order}
            parcel={each}
            tracked={tracked.find(({ tracking }) => tracking === plain(each.tracking ?? ''))}
          />
        ))}
        {labelled.map((each) => (
          <li key={each.parcelId} className="flex flex-col gap-1 px-4 py-3">
            <p>
              <span className="font-medium">{each.carrier}</span> <span className="text-soft">{each.service}</span>
            </p>
            <p className="font-mono text-xs select-all">{each.tracking}</p>
            <ParcelTrack parcel={each} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** As tracking keeps numbers. */
const plain = (number: string): string => number.toUpperCase().replaceAll(/\s/g, '');

function Package({ order, parcel, tracked }: { order: OrderDetails; parcel: OrderPackage; tracked: ParcelDetails | undefined }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const skuOf = (itemId: string) => order.items.find((item) => item.itemId === itemId)?.sku ?? itemId;
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{parcel.carrierRaw ?? parcel.carrier ?? t('packages.noCarrier')}</span>
        {parcel.service && <span className="text-soft">{parcel.service}</span>}
        <Badge tone={tones[parcel.status] ?? 'neutral'} title={parcel.statusRaw}>
          {textOr(`packages.states.${parcel.status}`, parcel.statusRaw)}
        </Badge>
      </div>
      {parcel.tracking && (
        <div className="flex items-center gap-1">
          {parcel.trackingUrl ? (
            <a
              className="inline-flex min-w-0 items-center gap-1 truncate text-accent hover:underline"
              href={parcel.trackingUrl}
              target="_blank"
              rel="noreferrer"
            >
              <span className="truncate font-mono text-xs">{parcel.tracking}</span>
              <ExternalLink aria-hidden size={12} className="shrink-0" />
            </a>
          ) : (
            <span className="truncate font-mono text-xs select-all">{parcel.tracking}</span>
          )}
          <CopyButton text={parcel.tracking} label={t('packages.copyTracking')} />
        </div>
      )}
      <p className="text-xs text-soft">
        {[
          parcel.shipDate && t('packages.shippedOn', { date: formatTime(parcel.shipDate, 'dayTime', zone) }),
          parcel.deliveredAt && t('packages.deliveredOn', { date: formatTime(parcel.deliveredAt, 'dayTime', zone) }),
          parcel.items.map((item) => `${item.quantity} × ${skuOf(item.itemId)}`).join(', '),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {tracked && <ParcelTrack parcel={tracked} />}
    </li>
  );
}
