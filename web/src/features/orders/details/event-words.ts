/** What an event's data says in one line: a change as "old → new", plain values one after the other. */
export function eventWords(data: Readonly<Record<string, unknown>>): string {
  if ('from' in data && 'to' in data) return [plain(data['from']), plain(data['to'])].filter(Boolean).join(' → ');
  return Object.values(data).map(plain).filter(Boolean).slice(0, 6).join(' · ');
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(plain).filter(Boolean).join(', ');
  return '';
}
