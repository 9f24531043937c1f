import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StockRow } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Picture } from '../../components/picture.tsx';
import { classes } from '../../lib/classes.ts';

const columns = ['product', 'skus', 'onHand', 'reserved', 'available', 'incoming', 'locations'] as const;
const isNumber = (column: string) => ['onHand', 'reserved', 'available', 'incoming'].includes(column);
/** On a narrow screen these stand below the name. */
const wide = (column: string) => !['product', 'available'].includes(column) && 'hidden md:table-cell';

/** Products with what there is of them; each row leads to its product. */
export function StockTable({ rows }: { rows: readonly StockRow[] }) {
  const { t } = useTranslation();
  return (
    <div className="card overflow-hidden">
      <table className="w-full text-left">
        <thead>
          <tr className="text-xs text-faint">
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={classes('px-2 py-2 font-medium sm:px-3', isNumber(column) && 'text-right', wide(column))}
              >
                {t(`stock.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y border-t">
          {rows.map((row) => (
            <tr key={row.productId} className="align-top hover:bg-hover">
              <th scope="row" className="w-full max-w-0 px-3 py-2 font-normal md:w-2/5">
                <div className="flex items-start gap-3">
                  <Picture url={row.imageUrl} />
                  <div className="min-w-0 flex-1">
                    <Link
                      to="/stock/$productId"
                      params={{ productId: row.productId }}
                      className="block truncate font-medium hover:text-accent"
                    >
                      {row.title}
                    </Link>
                    <span className="flex min-w-0 items-center gap-2 text-xs text-faint">
                      <span className="truncate">{row.code}</span>
                      {row.kind === 'bundle' && <Badge tone="info">{t('stock.bundle')}</Badge>}
                      {row.available < 0 && <Badge tone="bad">{t('stock.short')}</Badge>}
                    </span>
                    {row.kind !== 'bundle' && (
                      <span className="block text-xs text-soft md:hidden">
                        {t('stock.inShort', { onHand: row.onHand, reserved: row.reserved + row.kept })}
                      </span>
                    )}
                  </div>
                </div>
              </th>
              <td className={classes('max-w-40 px-3 py-2.5 text-xs text-soft', wide('skus'))}>
                <Skus row={row} />
              </td>
              <Units className={wide('onHand')}>{row.kind === 'bundle' ? '–' : row.onHand}</Units>
              <Units className={wide('reserved')}>{row.kind === 'bundle' ? '–' : row.reserved + row.kept}</Units>
              <Units strong tone={row.available < 0 ? 'text-bad' : ''}>
                {row.available}
              </Units>
              <Units className={wide('incoming')}>{row.incoming || '–'}</Units>
              <td className={classes('px-3 py-2.5 text-xs text-soft', wide('locations'))}>
                {row.locations.map(({ locationId, name, onHand }) => (
                  <span key={locationId} className="mr-3 whitespace-nowrap">
                    {name} <span className="tabular-nums">{onHand}</span>
                  </span>
                ))}
                {row.fba !== null && (
                  <span className="whitespace-nowrap">
                    {t('stock.fba')} <span className="tabular-nums">{row.fba}</span>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Units({
  children,
  strong = false,
  tone = '',
  className = false,
}: {
  children: string | number;
  strong?: boolean;
  tone?: string;
  className?: string | false;
}) {
  return <td className={classes('px-2 py-2 text-right tabular-nums sm:px-3', strong && 'font-semibold', tone, className)}>{children}</td>;
}

/** The SKUs of a product, each once, however many accounts sell under it. */
function Skus({ row }: { row: StockRow }) {
  const { t } = useTranslation();
  const skus = [...new Set(row.skus.map(({ sku }) => sku))];
  const [first] = skus;
  if (first === undefined) return <span className="text-faint">{t('stock.noSku')}</span>;
  return (
    <span className="block truncate" title={skus.join(', ')}>
      {first}
      {skus.length > 1 && <span className="text-faint"> +{skus.length - 1}</span>}
    </span>
  );
}
