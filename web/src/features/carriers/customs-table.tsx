import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomsFactBody } from '#src/modules/labels/contract.ts';
import { formatMoney } from '../../lib/format-money.ts';

const shownAtOnce = 100;

/** The facts of each SKU; what is missing stands out, since without it a parcel gets no rates. */
export function CustomsTable({ facts, onEdit }: { facts: readonly CustomsFactBody[]; onEdit: (fact: CustomsFactBody) => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const found = facts.filter(({ sku, description }) => `${sku} ${description ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  const shown = found.slice(0, shownAtOnce);
  const gap = <span className="text-warn">{t('carriers.customs.missing')}</span>;
  if (facts.length === 0) return <p className="px-4 pb-4 text-soft">{t('carriers.customs.none')}</p>;
  return (
    <>
      {facts.length > 10 && (
        <div className="flex items-center gap-3 px-4 pb-2.5">
          <input
            type="search"
            className="field-box w-full max-w-64"
            aria-label={t('carriers.customs.find')}
            placeholder={t('carriers.customs.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <span className="text-xs text-faint">{t('carriers.customs.shownOf', { shown: shown.length, count: facts.length })}</span>
        </div>
      )}
      <ul className="divide-y border-t">
        {shown.map((fact) => (
          <li key={fact.sku}>
            <button
              type="button"
              className="grid w-full grid-cols-2 gap-x-4 gap-y-0.5 px-4 py-2 text-left hover:bg-hover sm:grid-cols-[minmax(0,1.3fr)_minmax(0,1.6fr)_6rem_3rem_7rem_4.5rem]"
              onClick={() => onEdit(fact)}
            >
              <span className="truncate font-medium">{fact.sku}</span>
              <span className="truncate text-soft max-sm:text-right">{fact.description ?? gap}</span>
              <span className="tabular-nums">{fact.hsCode ?? gap}</span>
              <span className="max-sm:text-right">{fact.origin ?? gap}</span>
              <span className="text-soft tabular-nums">
                {fact.value ? formatMoney(fact.value.amount, fact.value.currency) : t('carriers.customs.paidPrice')}
              </span>
              <span className="text-right tabular-nums">{fact.grams === null ? gap : t('sizes.grams', { grams: fact.grams })}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
