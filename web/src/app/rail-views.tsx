import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { viewsQuery } from '../features/search/saved-views.ts';
import { classes } from '../lib/classes.ts';
import { parseSearch } from './search-params.ts';

/** The saved views with how many orders each shows now. */
export function RailViews({ onGo }: { onGo: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { data: views } = useQuery(viewsQuery);
  const current = useSearch({ strict: false }).view;
  if (!views?.length) return null;
  return (
    <ul aria-label={t('views.title')} className="mt-0.5 mb-1.5 ml-4 flex flex-col border-l pl-1.5">
      {views.map((view) => (
        <li key={view.id}>
          <Link
            to="/orders"
            search={{ ...parseSearch(view.query), view: view.id }}
            {...(onGo ? { onClick: onGo } : {})}
            aria-current={current === view.id ? 'page' : undefined}
            className={classes(
              'flex h-7 items-center gap-1.5 rounded-md px-2 text-soft hover:bg-sunken hover:text-ink',
              current === view.id && 'bg-sunken font-medium text-ink',
            )}
          >
            <span className="flex-1 truncate">{view.name}</span>
            {view.shared && <Users size={11} aria-label={t('views.shared')} className="shrink-0 text-faint" />}
            {view.count !== null && <span className="text-2xs text-faint">{view.count > 999 ? t('views.many') : view.count}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
