import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type StockRow, stockPage } from '#src/modules/inventory/contract.ts';
import { api } from '../../lib/api.ts';
import { useDebounced } from '../../lib/use-debounced.ts';

/** Finds a product by number, name, SKU or barcode. */
export function ProductPicker({ label, onPick }: { label: string; onPick: (product: StockRow) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = useDebounced(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ['stock', 'pick', wanted],
    queryFn: ({ signal }) => api(stockPage, '/stock', { query: { text: wanted, limit: 8 }, signal }),
    enabled: wanted !== '',
  });
  const pick = (product: StockRow) => {
    onPick(product);
    setText('');
  };
  const shown = wanted === '' ? [] : (data?.items ?? []);
  return (
    <div className="flex flex-col gap-1">
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        className="field-box"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const [only] = shown;
          if (event.key !== 'Enter' || !only) return;
          event.preventDefault();
          pick(only);
        }}
      />
      {shown.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-xl border">
          {shown.map((product) => (
            <li key={product.productId}>
              <button
                type="button"
                className="flex w-full items-center gap-2 px-3 py-1.5 text-left hover:bg-hover"
                onClick={() => pick(product)}
              >
                <span className="min-w-0 flex-1 truncate">{product.title}</span>
                <span className="shrink-0 text-xs text-faint">{product.code}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {wanted !== '' && data?.items.length === 0 && <p className="text-xs text-faint">{t('stock.nothingFound')}</p>}
    </div>
  );
}
