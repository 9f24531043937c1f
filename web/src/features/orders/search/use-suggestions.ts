import { useQuery } from '@tanstack/react-query';
import { completeQuery, completions, quoted } from '#src/modules/search/contract.ts';
import { api } from '../../../lib/api.ts';
import { textOr } from '../../../lib/language.ts';
import { useDebounced } from '../../../lib/use-debounced.ts';

/** What the field offers: put between `from` and `to` of the text. A key waits for its value, a value is complete. */
export type Suggestion = { insert: string; shown: string; from: number; to: number; kind: 'key' | 'value'; about: string };

const most = 10;

/** Suggestions at the caret: keys of the search, behind a colon fixed values and those that the desk has seen. */
export function useSuggestions(text: string, caret: number): Suggestion[] {
  const { from, to, options, ask } = completeQuery(text, caret);
  const prefix = useDebounced(ask?.prefix ?? '', 120);
  const asked = useQuery({
    queryKey: ['complete', ask?.key, prefix],
    queryFn: ({ signal }) => api(completions, '/search/complete', { query: { key: ask?.key, prefix }, signal }),
    enabled: ask !== undefined,
  });
  const key = ask?.key ?? /([a-z-]+):[^\s:]*$/i.exec(text.slice(0, caret))?.[1] ?? '';
  const fixed = options.map(({ insert, kind, meaning }): Suggestion => {
    const about =
      kind === 'key'
        ? textOr(`search.keys.${insert.slice(0, -1)}`, meaning)
        : key === 'is'
          ? textOr(`search.flags.${insert}`, meaning)
          : '';
    return { insert, shown: insert, from, to, kind, about };
  });
  const seen = (ask === undefined ? [] : (asked.data?.items ?? []))
    .map(
      ({ value, label }): Suggestion => ({
        insert: quoted(value),
        shown: value,
        from,
        to,
        kind: 'value',
        about: label === value ? '' : label,
      }),
    )
    .filter((each) => !fixed.some((other) => other.insert === each.insert));
  return [...fixed, ...seen].slice(0, fixed[0]?.kind === 'key' ? fixed.length : most);
}
