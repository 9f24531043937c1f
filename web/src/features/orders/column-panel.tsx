import { ArrowDown, ArrowUp, Columns3, Pin, PinOff } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { densities, setPreferences, usePreferences } from '../../lib/preferences.ts';
import { type ColumnLayout, firstLayout, moved, toggledHidden, toggledPinned } from './grid/column-layout.ts';

type Props = { layout: ColumnLayout; onLayout: (layout: ColumnLayout) => void };

/** Which columns are shown, in which order, which stay in sight; and how tall rows are. */
export function ColumnPanel({ layout, onLayout }: Props) {
  const { t } = useTranslation();
  const { density } = usePreferences();
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton kind="plain" label={t('grid.columns')}>
          <Columns3 size={16} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('grid.columns')}
          className="quiet-scroll z-60 flex max-h-(--radix-popover-content-available-height) w-72 animate-pop flex-col gap-3 overflow-y-auto rounded-xl border bg-raised p-3 shadow-pop outline-none"
        >
          <Segmented
            label={t('grid.density')}
            value={density}
            options={densities.map((value) => ({ value, label: t(`grid.densities.${value}`) }))}
            onChange={(next) => setPreferences({ density: next })}
          />
          <ul className="flex flex-col">
            {layout.order.map((id, index) => {
              const name = t(`columns.${id}`);
              const pinned = layout.pinned.includes(id);
              return (
                <li key={id} className="group flex h-8 items-center gap-1 rounded-md pl-1.5 hover:bg-sunken">
                  <label className="flex min-w-0 flex-1 items-center gap-2">
                    <input
                      type="checkbox"
                      className="size-4"
                      checked={!layout.hidden.includes(id)}
                      onChange={() => onLayout(toggledHidden(layout, id))}
                    />
                    <span className="truncate">{name}</span>
                  </label>
                  <IconButton
                    small
                    label={t('grid.moveUp', { column: name })}
                    disabled={index === 0}
                    onClick={() => onLayout(moved(layout, id, -1))}
                  >
                    <ArrowUp size={13} />
                  </IconButton>
                  <IconButton
                    small
                    label={t('grid.moveDown', { column: name })}
                    disabled={index === layout.order.length - 1}
                    onClick={() => onLayout(moved(layout, id, 1))}
                  >
                    <ArrowDown size={13} />
                  </IconButton>
                  <IconButton
                    small
                    aria-pressed={pinned}
                    label={t(pinned ? 'grid.unpin' : 'grid.pin', { column: name })}
                    onClick={() => onLayout(toggledPinned(layout, id))}
                  >
                    {pinned ? <PinOff size={13} className="text-accent" /> : <Pin size={13} />}
                  </IconButton>
                </li>
              );
            })}
          </ul>
          <Button small onClick={() => onLayout(firstLayout)}>
            {t('grid.resetColumns')}
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
