import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PackOrder } from '#src/modules/packing/contract.ts';
import { textOr } from '../../../lib/language.ts';

/** Why an order is stopped, and what lies in the parcel and goes back to its shelf. */
export function OrderStop({ order, told }: { order: PackOrder; told: string | null }) {
  const { t } = useTranslation();
  const open = order.guards.filter(({ key, effect, override }) => effect !== 'need' && !override && key !== told);
  return (
    <div className="flex basis-full flex-col gap-3 text-xl">
      <ul className="flex list-inside list-disc flex-col gap-1 font-medium empty:hidden">
        {open.map(({ key, values }) => (
          <li key={key}>{textOr(key, key, values)}</li>
        ))}
      </ul>
      {order.putBack.length > 0 && (
        <div className="rounded-xl bg-surface p-3 text-ink">
          <h2 className="flex items-center gap-2 font-semibold">
            <Undo2 aria-hidden size={20} />
            {t('pack.putBack')}
          </h2>
          <ul className="mt-1 flex flex-col gap-1">
            {order.putBack.map(({ itemId, sku, title, quantity }) => (
              <li key={itemId} className="flex gap-3">
                <span className="w-12 shrink-0 text-right font-semibold">{quantity} ×</span>
                <span className="min-w-0 break-words">
                  {title} <span className="text-soft">{sku}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
