import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../../components/kbd.tsx';
import { classes } from '../../../lib/classes.ts';
import { type StationAction, stationActions } from './station-keys.ts';
import type { StationActions } from './use-station-actions.ts';

/** A click must leave the focus nowhere: the next Enter is meant for the parcel, not for this button. */
const letGo = (event: MouseEvent<HTMLButtonElement>) => {
  if (event.detail > 0) event.currentTarget.blur();
};

/** Every key that means something now, as a button too, for those who work by touch. */
export function KeyBar({ actions }: { actions: StationActions }) {
  const { t } = useTranslation();
  const shown = stationActions.filter(({ action }) => actions.possible.has(action) && action !== 'mute');
  const press = (action: StationAction) => (event: MouseEvent<HTMLButtonElement>) => {
    letGo(event);
    actions.run(action);
  };
  return (
    <nav aria-label={t('pack.keys')} className="quiet-scroll flex gap-2 overflow-x-auto border-t bg-surface px-3 py-2 sm:flex-wrap sm:px-4">
      {shown.map(({ action, key }) => (
        <button
          key={action}
          type="button"
          onClick={press(action)}
          className={classes(
            'flex h-11 shrink-0 items-center gap-2 rounded-lg border px-3 text-base font-medium',
            action === 'finish'
              ? 'border-transparent bg-accent text-on-accent hover:bg-accent-strong'
              : 'border-line-strong bg-surface hover:bg-hover',
          )}
        >
          {t(`pack.actions.${action}`)}
          <Kbd>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
        </button>
      ))}
    </nav>
  );
}
