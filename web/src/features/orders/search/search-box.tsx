import { Search, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/button.tsx';
import { Kbd } from '../../../components/kbd.tsx';
import { classes } from '../../../lib/classes.ts';
import { joined, split } from './search-terms.ts';
import { type Suggestion, useSuggestions } from './use-suggestions.ts';

type Props = { query: string; onQuery: (query: string) => void; field: RefObject<HTMLInputElement | null>; onLeave: () => void };

/** The search field: filters become chips, free words stay text, a pasted column of ids is one search. */
export function SearchBox({ query, onQuery, field, onLeave }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { chips, free } = split(query);
  const [draft, setDraft] = useState(free);
  const [focused, setFocused] = useState(false);
  const [picked, setPicked] = useState(-1);
  useEffect(() => setDraft(free), [free]);

  const word = /\S*$/.exec(draft)?.[0] ?? '';
  const suggestions = useSuggestions(word);
  const open = focused && suggestions.length > 0 && (word !== '' || draft === '');

  const commit = (text: string) => {
    setPicked(-1);
    const next = joined(chips, text);
    if (next === query) setDraft(free);
    else onQuery(next);
  };
  const take = (suggestion: Suggestion) => {
    const text = draft.slice(0, draft.length - word.length) + suggestion.insert;
    setPicked(-1);
    if (suggestion.open) setDraft(text);
    else commit(text);
    field.current?.focus();
  };
  const drop = (index: number) => onQuery(joined(chips.toSpliced(index, 1), draft));

  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = open ? suggestions[picked] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!open) return;
      event.preventDefault();
      setPicked(
        (picked + (event.key === 'ArrowDown' ? 1 : -1) + suggestions.length + (picked < 0 && event.key === 'ArrowUp' ? 1 : 0)) %
          suggestions.length,
      );
    } else if (event.key === 'Tab' && open && word !== '' && !event.shiftKey) {
      const best = chosen ?? suggestions[0];
      if (!best) return;
      event.preventDefault();
      take(best);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen) take(chosen);
      else {
        commit(draft);
        onLeave();
      }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (picked >= 0) setPicked(-1);
      else onLeave();
    } else if (event.key === 'Backspace' && draft === '' && chips.length > 0) {
      event.preventDefault();
      setDraft(chips.at(-1)?.text ?? '');
      onQuery(joined(chips.slice(0, -1), ''));
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (!/[\n\r\t]/.test(text.trim())) return;
    event.preventDefault();
    commit(`${draft} ${text.replaceAll(/[\s,;]+/g, ' ')}`.trim());
  };

  return (
    <div className="relative min-w-0 flex-1 basis-64">
      <div className="flex min-h-9 flex-wrap items-center gap-1 rounded-lg border border-line-strong bg-surface px-2 py-0.5 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent">
        <Search aria-hidden size={15} className="mr-0.5 shrink-0 text-faint" />
        {chips.map((chip, index) => (
          <span
            key={`${chip.text} ${index}`}
            className="flex h-6 max-w-full items-center rounded-md bg-accent-wash pl-2 text-xs text-accent"
          >
            <span className="truncate">
              <span className="opacity-75">{chip.key}:</span> <span className="font-medium">{chip.value}</span>
            </span>
            <button
              type="button"
              aria-label={t('search.removeFilter', { filter: chip.text })}
              className="flex size-6 items-center justify-center opacity-70 hover:opacity-100"
              onClick={() => drop(index)}
            >
              <X aria-hidden size={12} />
            </button>
          </span>
        ))}
        <input
          ref={field}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && picked >= 0 ? `${id}-${picked}` : undefined}
          aria-label={t('search.label')}
          placeholder={chips.length === 0 ? t('search.placeholder') : ''}
          value={draft}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setDraft(event.target.value);
            setPicked(-1);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            commit(draft);
          }}
          className="h-7 min-w-24 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
        {query === '' && !focused && (
          <span aria-hidden className="hidden sm:block">
            <Kbd>/</Kbd>
          </span>
        )}
        {query !== '' && (
          <IconButton small label={t('search.clear')} onClick={() => onQuery('')}>
            <X size={14} />
          </IconButton>
        )}
      </div>
      {open && (
        <div
          id={`${id}-list`}
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
                take(suggestion);
              }}
              className={classes('flex min-h-7 items-center gap-3 rounded-md px-2', index === picked ? 'bg-sunken' : 'hover:bg-hover')}
            >
              <span className="font-mono text-xs font-medium">{suggestion.label}</span>
              <span className="truncate text-xs text-faint">{suggestion.about}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
