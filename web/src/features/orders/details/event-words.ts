import i18next from 'i18next';
import { formatTime } from '../../../lib/format-time.ts';
import { humanise, textOr } from '../../../lib/language.ts';

const named = ['shipBy', 'deliverBy', 'quantity', 'shipped', 'cancelled'];
/** What says nothing to people, or says again what stands beside it. */
const silent = [
  'writeId',
  'labelId',
  'reference',
  'marketplaceId',
  'itemIds',
  'cancelledBefore',
  'word',
  'before',
  'parcelId',
  'units',
  'grams',
];
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What an event's data says in one line: a change as "old → new", other values one after the other. */
export function eventWords(data: Readonly<Record<string, unknown>>, zone: string): string {
  const plain = (value: unknown): string => {
    if (typeof value === 'string') return instant.test(value) ? formatTime(value, 'dayTime', zone) : wordOf(value);
    if (typeof value === 'number') return value === 0 ? '' : String(value);
    return Array.isArray(value) ? value.map(plain).filter(Boolean).join(', ') : '';
  };
  if ('from' in data && 'to' in data) return [plain(data['from']), plain(data['to'])].filter(Boolean).join(' → ');
  return Object.entries(data)
    .filter(([key]) => !silent.includes(key))
    .map(([key, value]) => {
      const text = plain(value);
      return text && named.includes(key) ? textOr(`eventValues.${key}`, key, { value: text }) : text;
    })
    .filter(Boolean)
    .join(' · ');
}

/** Words of a known list in the person's language, Amazon's capitals as words, everything else as it is. */
function wordOf(value: string): string {
  const known = [`status.${value}`, `writes.kinds.${value}`, value].find((key) => i18next.exists(key));
  if (known) return i18next.t(known);
  return /^[A-Z]+(_[A-Z]+)+$|^[A-Z]{6,}$/.test(value) ? humanise(value) : value;
}
