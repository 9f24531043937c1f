import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { ProductDetails } from '#src/modules/inventory/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useMay, useZone } from '../accounts/session.ts';

/** Where the units lie, and what is on its way. */
export function ShelvesSection({ product }: { product: ProductDetails }) {
  const { t } = useTranslation();
  const zone = useZone();
  const mayChange = useMay('stock.change');
  const client = useQueryClient();
  const drop = useMutation({
    mutationFn: (incomingId: string) => api(z.unknown(), `/stock/deliveries/${incomingId}`, { method: 'DELETE' }),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  return (
    <Section
      title={t('stock.shelves')}
      flush
      actions={
        product.countedAt && (
          <span className="text-xs text-faint">{t('stock.countedAt', { time: formatTime(product.countedAt, 'dayTime', zone) })}</span>
        )
      }
    >
      {product.bins.length === 0 && product.incomings.length === 0 && <p className="p-4 text-soft">{t('stock.noUnits')}</p>}
      <ul className="divide-y">
        {product.bins.map(({ binId, bin, location, onHand }) => (
          <li key={binId} className="flex items-center gap-3 px-4 py-2">
            <span className="min-w-0 flex-1 truncate">
              {location}
              {bin && <span className="ml-2 rounded-md bg-sunken px-1.5 py-0.5 text-xs">{bin}</span>}
            </span>
            <span className={onHand < 0 ? 'font-semibold text-bad tabular-nums' : 'tabular-nums'}>{onHand}</span>
          </li>
        ))}
        {product.incomings.map((each) => (
          <li key={each.incomingId} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-soft">
            <span className="min-w-0 flex-1">
              {t('stock.expected', { location: each.location })}
              {each.expectedOn && ` · ${formatTime(`${each.expectedOn}T12:00:00Z`, 'date', 'UTC')}`}
              {each.ref && <span className="text-faint"> · {each.ref}</span>}
            </span>
            <span className="tabular-nums">+{each.quantity - each.received}</span>
            {mayChange && (
              <Button small kind="quiet" busy={drop.isPending} onClick={() => drop.mutate(each.incomingId)}>
                {t('stock.drop')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
