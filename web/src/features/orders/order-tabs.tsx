import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { orderTabs } from '#src/modules/search/contract.ts';
import { classes } from '../../lib/classes.ts';
import { locale } from '../../lib/language.ts';
import { countsQuery, type GridFilter } from './order-queries.ts';

/** Seller Central's tabs, with how many orders each holds now. */
export function OrderTabs({ filter }: { filter: GridFilter }) {
  const { t } = useTranslation();
  const { data: counts } = useQuery(countsQuery(filter.account));
  const number = new Intl.NumberFormat(locale());
  return (
    <nav aria-label={t('grid.tabs')} className="quiet-scroll flex gap-1 overflow-x-auto border-b px-4 sm:px-5">
      {orderTabs.map((tab) => {
        const current = tab === filter.tab;
        return (
          <Link
            key={tab}
            to="/orders"
            search={(before) => ({ ...before, tab, sort: undefined, open: undefined })}
            aria-current={current ? 'page' : undefined}
            className={classes(
              'relative flex h-10 shrink-0 items-center gap-1.5 px-2 font-medium',
              current
                ? 'text-ink after:absolute after:inset-x-1 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent'
                : 'text-soft hover:text-ink',
            )}
          >
            {t(`tabs.${tab}`)}
            <span className={classes('rounded-md px-1.5 text-2xs', current ? 'bg-accent-wash text-accent' : 'bg-sunken text-faint')}>
              {counts ? number.format(counts[tab] ?? 0) : '·'}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
