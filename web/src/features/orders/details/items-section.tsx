import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { OrderDetails, OrderItem } from '#src/modules/orders/contract.ts';
import { Badge } from '../../../components/badge.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Section } from '../../../components/page.tsx';
import { humanise } from '../../../lib/language.ts';
import { Amount } from '../cells/amount.tsx';
import { Initials } from '../cells/initials.tsx';

export function ItemsSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const units = order.items.reduce((total, item) => total + item.quantity, 0);
  return (
    <Section title={t('items.title', { count: units })} flush>
      {order.items.length === 0 && <EmptyState title={t('orders.noItemsYet')} text={t('items.comeSoon')} />}
      <ul className="divide-y">
        {order.items.map((item) => (
          <Item key={`${item.itemId} ${item.sku}`} item={item} domain={marketplaceOf(order.marketplaceId)?.domain} />
        ))}
      </ul>
    </Section>
  );
}

function Item({ item, domain }: { item: OrderItem; domain: string | undefined }) {
  const { t } = useTranslation();
  const open = item.quantity - item.shipped - item.cancelled;
  return (
    <li className="flex gap-3 px-4 py-3">
      <Initials sku={item.sku} />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{item.title || item.sku}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-soft">
          <span className="select-all">{item.sku}</span>
          {item.asin &&
            (domain ? (
              <a
                className="hover:text-accent hover:underline"
                href={`https://www.${domain.toLowerCase()}/dp/${item.asin}`}
                target="_blank"
                rel="noreferrer"
              >
                {item.asin}
              </a>
            ) : (
              <span className="select-all">{item.asin}</span>
            ))}
          {item.condition && <span>{humanise(item.condition)}</span>}
        </p>
        <div className="mt-1 flex flex-wrap gap-1 empty:hidden">
          {item.gift && <Badge tone="accent">{t('items.gift')}</Badge>}
          {item.customised && <Badge tone="accent">{t('items.customised')}</Badge>}
          {item.cancelRequested && <Badge tone="bad">{t('orders.cancelRequest')}</Badge>}
          {!item.known && (
            <Badge tone="outline" title={t('items.fromFileMeans')}>
              {t('items.fromFile')}
            </Badge>
          )}
          {item.programs.map((program) => (
            <Badge key={program}>{humanise(program)}</Badge>
          ))}
        </div>
      </div>
      <div className="shrink-0 text-right">
        <p className={item.quantity > 1 ? 'font-semibold text-warn' : 'font-medium'}>×{item.quantity}</p>
        <p>
          <Amount amount={item.total?.amount ?? null} currency={item.total?.currency ?? null} />
        </p>
        <p className="text-2xs text-faint">
          {[
            item.shipped > 0 && t('items.shipped', { count: item.shipped }),
            item.cancelled > 0 && t('items.cancelled', { count: item.cancelled }),
            open > 0 && item.shipped > 0 && t('items.open', { count: open }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </li>
  );
}
