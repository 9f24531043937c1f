import i18next from 'i18next';
import { formatTime } from '../../../lib/format-time.ts';
import { textOr } from '../../../lib/language.ts';

const named = ['shipBy', 'deliverBy', 'quantity', 'shipped', 'cancelled'];
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

const wordOf = (value: string): string => (i18next.exists(`status.${value}`) ? i18next.t(`status.${value}`) : value);

/** What an event's data says in one line: a change as "old → new", other values one after the other. */
export function eventWords(data: Readonly<Record<string, unknown>>, zone: string): string {
  const plain = (value: unknown): string => {
    if (typeof value === 'string') return instant.test(value) ? formatTime(value, 'dayTime', zone) : wordOf(value);
    if (typeof value === 'number') return String(value);
    return Array.isArray(value) ? value.map(plain).filter(Boolean).join(', ') : '';
  };
  if ('from' in data && 'to' in data) return [plain(data['from']), plain(data['to'])].filter(Boolean).join(' → ');
  return Object.entries(data)
    .map(([key, value]) => {
      const text = plain(value);
      return text && named.includes(key) ? textOr(`eventValues.${key}`, key, { value: text }) : text;
    })
    .filter(Boolean)
    .join(' · ');
}
