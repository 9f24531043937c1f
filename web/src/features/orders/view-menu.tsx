import { useQuery } from '@tanstack/react-query';
import { Bookmark, BookmarkPlus, Link2, Trash2, Undo2, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#src/modules/search/contract.ts';
import { parseSearch, printSearch } from '../../app/search-params.ts';
import { Button } from '../../components/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { toast } from '../../components/toasts.tsx';
import { useDeleteView, useSaveView, viewsQuery } from '../search/saved-views.ts';
import type { useColumnLayout } from './grid/column-layout.ts';
import type { GridFilter } from './order-queries.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import { usualSort } from './use-grid-state.ts';

/** The grid's question as the text that a saved view keeps. */
const queryOf = ({ account, tab, q, sort }: GridFilter): string =>
  printSearch({ account, tab, q, sort: sort === usualSort(tab) ? '' : sort }).replace(/^\?/, '');

const sameQuery = (a: string, b: string) => {
  const [one, other] = [parseSearch(a), parseSearch(b)];
  return ['account', 'tab', 'q', 'sort'].every((name) => (one[name] ?? '') === (other[name] ?? ''));
};

export function useView(id: string | undefined): SavedView | undefined {
  const { data } = useQuery(viewsQuery);
  return data?.find((view) => view.id === id);
}

type Props = {
  view: SavedView | undefined;
  filter: GridFilter;
  columns: ReturnType<typeof useColumnLayout>;
  onView: (id: string | undefined) => void;
  onRevert: (query: string) => void;
};

/** Saves the grid as a view, tells when it differs from the view it came from, and updates, shares or deletes that. */
export function ViewMenu({ view, filter, columns, onView, onRevert }: Props) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const save = useSaveView();
  const remove = useDeleteView();
  const query = queryOf(filter);
  const changed = view !== undefined && (columns.changed || !sameQuery(view.query, query));
  const body = { query, columns: columns.layout };

  const update = (change: { shared?: boolean } = {}) => {
    if (!view) return;
    const { id, name, shared } = view;
    save.mutate(
      {
        id,
        body: {
          name,
          shared,
          ...(changed && change.shared !== undefined ? { query: view.query, columns: view.columns } : body),
          ...change,
        },
      },
      {
        onSuccess: () => {
          if (change.shared === undefined) columns.forgetChanges();
          toast(t('views.saved', { name }));
        },
        onError: (error) => toast(error.message, 'bad'),
      },
    );
  };

  return (
    <>
      {view && changed && (
        <span className="hidden items-center gap-1 rounded-lg bg-warn-wash py-0.5 pr-0.5 pl-2.5 text-xs font-medium text-warn md:flex">
          {t('views.unsaved')}
          {view.mine && (
            <Button small kind="quiet" busy={save.isPending} onClick={() => update()}>
              {t('views.update')}
            </Button>
          )}
        </span>
      )}
      <Menu
        trigger={
          <Button title={t('views.title')}>
            <Bookmark aria-hidden size={15} />
            <span className="max-w-36 truncate max-sm:sr-only">{view?.name ?? t('views.save')}</span>
          </Button>
        }
      >
        <MenuItem icon={<BookmarkPlus size={14} />} onSelect={() => setNaming(true)}>
          {t('views.saveAs')}
        </MenuItem>
        {view && changed && view.mine && (
          <MenuItem icon={<Bookmark size={14} />} onSelect={() => update()}>
            {t('views.updateNamed', { name: view.name })}
          </MenuItem>
        )}
        {view && changed && (
          <MenuItem
            icon={<Undo2 size={14} />}
            onSelect={() => {
              columns.forgetChanges();
              onRevert(view.query);
            }}
          >
            {t('views.revert')}
          </MenuItem>
        )}
        <MenuItem
          icon={<Link2 size={14} />}
          onSelect={() => void navigator.clipboard?.writeText(location.href).then(() => toast(t('views.linkCopied')))}
        >
          {t('views.copyLink')}
        </MenuItem>
        {view?.mine && (
          <>
            <MenuLine />
            <MenuItem icon={<Users size={14} />} onSelect={() => update({ shared: !view.shared })}>
              {t(view.shared ? 'views.unshare' : 'views.share')}
            </MenuItem>
            <MenuItem
              danger
              icon={<Trash2 size={14} />}
              onSelect={() =>
                remove.mutate(view.id, {
                  onSuccess: () => {
                    onView(undefined);
                    toast(t('views.deleted', { name: view.name }));
                  },
                  onError: (error) => toast(error.message, 'bad'),
                })
              }
            >
              {t('views.delete')}
            </MenuItem>
          </>
        )}
      </Menu>
      {naming && (
        <SaveViewDialog
          body={body}
          onClose={() => setNaming(false)}
          onSaved={(saved) => {
            setNaming(false);
            columns.forgetChanges();
            onView(saved.id);
          }}
        />
      )}
    </>
  );
}
