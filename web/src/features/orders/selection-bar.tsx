import { MoreHorizontal, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { selectionLimit } from '../../lib/selection.ts';
import { useNarrow } from '../../lib/use-narrow.ts';
import { startAction } from '../writes/action-store.ts';
import { useActionList } from '../writes/use-action-list.ts';
import type { GridSelection } from './use-grid-selection.ts';

/** Stands over the list while orders are chosen: how many, all that match, and what can be done with them. */
export function SelectionBar({ selection, total, more }: { selection: GridSelection; total: number | undefined; more: boolean }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { chosen } = selection;
  const actionList = useActionList();
  const inFront = actionList.slice(0, narrow ? 2 : 6);
  const offered = more || (total !== undefined && total > chosen.length);
  return (
    <div
      role="toolbar"
      aria-label={t('grid.chosenActions')}
      className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1 border-b bg-accent-wash px-4 py-1.5 sm:px-5"
    >
      <IconButton small label={t('grid.clearSelection')} onClick={selection.clear}>
        <X size={15} />
      </IconButton>
      <span className="font-medium text-accent" aria-live="polite">
        {t('grid.chosen', { count: chosen.length })}
      </span>
      {selection.capped && <span className="text-xs text-soft">{t('grid.capped', { count: selectionLimit })}</span>}
      {!selection.capped && offered && chosen.length < selectionLimit && (
        <Button small kind="quiet" busy={selection.selecting} onClick={selection.selectMatching}>
          {total === undefined || total > selectionLimit
            ? t('grid.selectUpTo', { count: selectionLimit })
            : t('grid.selectAll', { count: total })}
        </Button>
      )}
      <span className="flex-1" />
      {inFront.map(({ kind, icon: Icon, hotkey }) => (
        <Button key={kind} small onClick={() => startAction(kind, chosen)} title={hotkey}>
          <Icon aria-hidden size={14} />
          {t(`actions.${kind}.short`)}
        </Button>
      ))}
      <Menu
        trigger={
          <IconButton small kind="plain" label={t('common.more')}>
            <MoreHorizontal size={15} />
          </IconButton>
        }
      >
        {actionList.slice(inFront.length).map(({ kind, icon: Icon, hotkey }) => (
          <MenuItem
            key={kind}
            icon={<Icon size={14} />}
            hint={hotkey}
            danger={kind === 'cancel'}
            onSelect={() => startAction(kind, chosen)}
          >
            {t(`actions.${kind}.name`)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
