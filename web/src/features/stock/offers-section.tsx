import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { ProductDetails, StockOffer } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Section } from '../../components/page.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useSession, useZone } from '../accounts/session.ts';
import { BufferField } from './buffer-field.tsx';

/** The SKUs under which the product is sold, and what Amazon shows of each offer. */
export function OffersSection({ product }: { product: ProductDetails }) {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const nameOf = (accountId: string) => accounts.find((account) => account.accountId === accountId)?.name ?? accountId;
  const bare = product.skus.filter(
    ({ accountId, sku }) => !product.offers.some((offer) => offer.accountId === accountId && offer.sku === sku),
  );
  return (
    <Section title={t('stock.offers')} flush>
      {product.skus.length === 0 && <p className="p-4 text-soft">{t('stock.noOffers')}</p>}
      <ul className="divide-y">
        {product.offers.map((offer) => (
          <li
            key={`${offer.accountId} ${offer.sku} ${offer.marketplaceId} ${offer.channel}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
          >
            <span className="min-w-0 flex-1 basis-48 truncate font-medium">{offer.sku}</span>
            <span className="text-xs text-soft">{nameOf(offer.accountId)}</span>
            <span className="text-xs text-soft">{marketplaceOf(offer.marketplaceId)?.domain ?? offer.marketplaceId}</span>
            <Badge tone={offer.channel === 'FBA' ? 'info' : 'outline'}>{offer.channel}</Badge>
            <Shown offer={offer} />
            {offer.channel === 'FBM' && <BufferField key={offer.buffer} offer={offer} />}
          </li>
        ))}
        {bare.map(({ accountId, sku }) => (
          <li key={`${accountId} ${sku}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-48 truncate font-medium">{sku}</span>
            <span className="text-xs text-soft">{nameOf(accountId)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What Amazon shows of an offer, or what lies there. */
export function Shown({ offer }: { offer: StockOffer }) {
  const { t } = useTranslation();
  const zone = useZone(offer.accountId);
  if (offer.fulfillable !== null)
    return (
      <span className="text-xs text-soft">
        {t('stock.withAmazon', { fulfillable: offer.fulfillable, inbound: offer.inbound ?? 0, held: offer.held ?? 0 })}
      </span>
    );
  if (offer.shown === null) return null;
  return (
    <span className="text-xs text-soft" title={offer.shownAt ? formatTime(offer.shownAt, 'dayTime', zone) : undefined}>
      {t('stock.shown', { count: offer.shown })}
      {offer.state && offer.state !== 'verified' && (
        <Badge tone={offer.state === 'rejected' ? 'bad' : 'accent'} title={offer.reason ?? undefined} className="ml-2">
          {offer.state === 'rejected' ? t('stock.refused') : t('stock.onItsWay', { count: offer.wanted ?? 0 })}
        </Badge>
      )}
    </span>
  );
}
