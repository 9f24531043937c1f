import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../../lib/classes.ts';
import type { Suggestion } from './use-suggestions.ts';

type Props = { id: string; suggestions: readonly Suggestion[]; picked: number; onTake: (suggestion: Suggestion) => void };

/** What can be written next; the field keeps the focus and moves through it. */
export function SuggestionList({ id, suggestions, picked, onTake }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[picked]?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t('search.suggestions')}
      className="quiet-scroll absolute inset-x-0 top-full z-40 mt-1 max-h-80 max-w-xl overflow-y-auto rounded-xl border bg-raised p-1 shadow-pop"
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.insert}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === picked}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(suggestion);
          }}
          className={classes('flex min-h-7 items-center gap-3 rounded-md px-2', index === picked ? 'bg-sunken' : 'hover:bg-hover')}
        >
          <span className="shrink-0 font-mono text-xs font-medium">{suggestion.shown}</span>
          <span className="truncate text-xs text-faint">{suggestion.about}</span>
        </div>
      ))}
    </div>
  );
}
