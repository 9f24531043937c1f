import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../../lib/classes.ts';
import type { Chip } from './search-terms.ts';

/** A filter of the search, which can be taken away. */
export function FilterChip({ chip, onDrop }: { chip: Chip; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <span
      title={chip.problem ?? chip.text}
      className={classes(
        'flex h-6 max-w-full items-center rounded-md pl-2 text-xs',
        chip.problem ? 'bg-bad-wash text-bad' : 'bg-accent-wash text-accent',
      )}
    >
      <span className="truncate">
        {chip.not && <span className="font-medium">{t('search.not')} </span>}
        <span className="opacity-75">{chip.key}:</span> <span className="font-medium">{chip.values}</span>
        {chip.problem && <span className="sr-only"> {chip.problem}</span>}
      </span>
      <button
        type="button"
        aria-label={t('search.removeFilter', { filter: chip.text })}
        className="flex size-6 shrink-0 items-center justify-center opacity-70 hover:opacity-100"
        onClick={onDrop}
      >
        <X aria-hidden size={12} />
      </button>
    </span>
  );
}
