import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../../lib/api.ts';
import { humanise } from '../../../lib/language.ts';
import { useDebounced } from '../../../lib/use-debounced.ts';
import { keyOf, searchKeys } from './search-keys.ts';
import { quoted } from './search-terms.ts';

/** What the field offers to put in the place of the word at its end; `open` ends with a colon and waits for a value. */
export type Suggestion = { insert: string; label: string; about: string; open: boolean };

const completions = z.object({ items: z.array(z.object({ value: z.string(), label: z.string() })) });

/** Suggestions for the word being typed: keys first, after a colon the values of that key. */
export function useSuggestions(word: string): Suggestion[] {
  const { t, i18n } = useTranslation();
  const [, sign = '', name = '', prefix] = /^(-?)([a-z][a-z-]*)(?::(.*))?$/i.exec(word) ?? [];
  const key = prefix === undefined ? undefined : keyOf(name);
  const settled = useDebounced(prefix ?? '', 120).replaceAll('"', '');
  const asked = useQuery({
    queryKey: ['complete', key?.key, settled],
    queryFn: ({ signal }) => api(completions, '/search/complete', { query: { key: key?.key, prefix: settled }, signal }),
    enabled: key?.ask === true,
  });
  if (key) {
    const fixed = (key.values ?? [])
      .filter((value) => value.toLowerCase().startsWith(settled.toLowerCase()))
      .map((value) => ({ value, label: value }));
    const found = key.ask ? (asked.data?.items ?? []) : fixed;
    return found.slice(0, 8).map(({ value, label }) => ({
      insert: `${sign}${key.key}:${quoted(value)}`,
      label: value,
      about: label === value ? '' : label,
      open: false,
    }));
  }
  if (prefix !== undefined) return [];
  return searchKeys
    .filter((each) => each.key.startsWith(name.toLowerCase()))
    .map((each) => ({
      insert: `${sign}${each.key}:`,
      label: `${each.key}:`,
      about: i18n.exists(`search.keys.${each.key}`) ? t(`search.keys.${each.key}`) : humanise(each.key),
      open: true,
    }));
}
