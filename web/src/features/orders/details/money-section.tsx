import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { Section } from '../../../components/page.tsx';
import { humanise, textOr } from '../../../lib/language.ts';
import { Amount } from '../cells/amount.tsx';
import { type MoneyLine, moneyView } from './money-lines.ts';

/** What the buyer pays, part by part, in the order's own currency. */
export function MoneySection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const view = moneyView(order);
  const { total } = order;
  return (
    <Section title={t('money.title')}>
      <Lines lines={view.order} />
      <p className={view.order.length > 0 ? 'mt-2 flex justify-between border-t pt-2 font-semibold' : 'flex justify-between font-semibold'}>
        <span>{t('money.total')}</span>
        <Amount amount={total?.amount ?? null} currency={total?.currency ?? null} />
      </p>
      {total === null && <p className="mt-1 text-xs text-faint">{t('money.none')}</p>}
      {view.payments.map((payment) => (
        <p key={payment.method} className="mt-1 flex justify-between text-xs text-soft">
          <span>{t('money.paidBy', { method: humanise(payment.method) })}</span>
          <Amount amount={payment.amount?.amount ?? null} currency={payment.amount?.currency ?? null} />
        </p>
      ))}
      {view.items.length > 0 && (
        <details className="mt-3">
          <summary className="text-xs font-medium text-soft hover:text-ink">{t('money.perItem')}</summary>
          {view.items.map((item, index) => (
            <div key={`${item.sku} ${index}`} className="mt-3">
              <p className="mb-1 truncate text-xs font-medium" title={item.title}>
                {item.sku}
              </p>
              <Lines lines={item.lines} />
              {item.details.length > 0 && (
                <div className="mt-1 border-l pl-3 text-xs text-soft">
                  <Lines lines={item.details} />
                </div>
              )}
            </div>
          ))}
        </details>
      )}
    </Section>
  );
}

const Lines = ({ lines }: { lines: readonly MoneyLine[] }) => (
  <dl className="flex flex-col gap-1">
    {lines.map((line, index) => (
      <div key={`${line.type} ${index}`} className="flex justify-between gap-4">
        <dt className="text-soft">{textOr(`money.types.${line.type}`, line.type)}</dt>
        <dd>
          <Amount amount={line.amount} currency={line.currency} />
        </dd>
      </div>
    ))}
  </dl>
);
