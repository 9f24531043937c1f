import { Search, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/button.tsx';
import { Kbd } from '../../../components/kbd.tsx';
import { FilterChip } from './filter-chip.tsx';
import { joined, problemOf, split } from './search-terms.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { type Suggestion, useSuggestions } from './use-suggestions.ts';

type Props = { query: string; onQuery: (query: string) => void; field: RefObject<HTMLInputElement | null>; onLeave: () => void };

/** The search field: filters become chips, free words stay text, a pasted column of order numbers is one search. */
export function SearchBox({ query, onQuery, field, onLeave }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { chips, free } = split(query);
  const [draft, setDraft] = useState(free);
  const [caret, setCaret] = useState(0);
  const [focused, setFocused] = useState(false);
  const [closed, setClosed] = useState(false);
  const [picked, setPicked] = useState(-1);
  useEffect(() => {
    setDraft(free);
  }, [free]);

  const suggestions = useSuggestions(draft, caret);
  const open = focused && !closed && suggestions.length > 0;
  const problem = focused ? undefined : problemOf(free);

  const type = (text: string, at = text.length) => {
    setDraft(text);
    setCaret(at);
    setPicked(-1);
    setClosed(false);
  };
  const commit = (text: string) => {
    setPicked(-1);
    setClosed(true);
    const next = joined(chips, text);
    const rest = split(next).free;
    setDraft(rest);
    setCaret(rest.length);
    if (next !== query) onQuery(next);
  };
  const take = ({ insert, from, to, kind }: Suggestion) => {
    const text = draft.slice(0, from) + insert + draft.slice(to);
    if (kind === 'key') type(text, from + insert.length);
    else commit(text);
    field.current?.focus();
  };
  const move = (by: 1 | -1) =>
    setPicked(picked < 0 ? (by === 1 ? 0 : suggestions.length - 1) : (picked + by + suggestions.length) % suggestions.length);

  const keys: Record<string, () => boolean> = {
    ArrowDown: () => {
      if (open) move(1);
      else setClosed(false);
      return true;
    },
    ArrowUp: () => {
      if (open) move(-1);
      return open;
    },
    Tab: () => {
      const best = suggestions[Math.max(0, picked)];
      if (!open || draft === '' || !best) return false;
      take(best);
      return true;
    },
    Enter: () => {
      const chosen = open ? suggestions[picked] : undefined;
      if (chosen) take(chosen);
      else {
        commit(draft);
        onLeave();
      }
      return true;
    },
    Escape: () => {
      if (open && draft !== '') setClosed(true);
      else onLeave();
      return true;
    },
    Backspace: () => {
      const last = chips.at(-1);
      if (draft !== '' || !last) return false;
      type(last.text);
      onQuery(joined(chips.slice(0, -1), ''));
      return true;
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.nativeEvent.isComposing && !event.shiftKey && keys[event.key]?.()) event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text').trim();
    if (!/[\n\r\t]/.test(text)) return;
    event.preventDefault();
    commit(`${draft} ${text.replaceAll(/[\s,;]+/g, ' ')}`.trim());
  };

  return (
    <div className="relative min-w-0 flex-1 basis-56">
      <div className="flex min-h-9 flex-wrap items-center gap-1 rounded-lg border border-line-strong bg-surface px-2 py-0.5 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent">
        <Search aria-hidden size={15} className="mr-0.5 shrink-0 text-faint" />
        {chips.map((chip, index) => (
          <FilterChip key={`${chip.text} ${index}`} chip={chip} onDrop={() => onQuery(joined(chips.toSpliced(index, 1), draft))} />
        ))}
        <input
          ref={field}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && picked >= 0 ? `${id}-list-${picked}` : undefined}
          aria-label={t('search.label')}
          aria-invalid={problem !== undefined}
          placeholder={chips.length === 0 ? t('search.placeholder') : ''}
          value={draft}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={() => {
            setFocused(true);
            setClosed(false);
          }}
          onBlur={() => {
            setFocused(false);
            commit(draft);
          }}
          className="h-7 min-w-24 flex-1 bg-transparent text-ellipsis outline-none placeholder:text-faint"
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
      {problem && (
        <p role="alert" className="mt-1 text-xs text-bad">
          {problem}
        </p>
      )}
      {open && <SuggestionList id={`${id}-list`} suggestions={suggestions} picked={picked} onTake={take} />}
    </div>
  );
}
