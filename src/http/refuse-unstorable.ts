import { AppError } from '#src/kernel/app-error.ts';

/**
 * Refuses text that PostgreSQL cannot hold, wherever it stands in a request: the character NUL, and half of a surrogate
 * pair. `parts` are what came, by the names that people know them by. Throws INVALID_INPUT that names the field.
 */
export function refuseUnstorable(parts: Readonly<Record<string, unknown>>): void {
  const field = unstorableField(parts);
  if (field === undefined) return;
  const message = 'holds a character that is no text (NUL or half of a surrogate pair)';
  throw new AppError('INVALID_INPUT', `the request is not valid: ${field} ${message}`, { problems: [{ field, message }] });
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Looks through all of a value without calling itself: a body may be as deep as it is long. */
function unstorableField(parts: unknown): string | undefined {
  const waiting: [value: unknown, name: string][] = [[parts, 'the request']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [each, where] = next;
    if (typeof each === 'string' && !isStorable(each)) return where;
    if (typeof each !== 'object' || each === null) continue;
    for (const [key, inner] of Object.entries(each)) {
      if (!isStorable(key)) return where;
      waiting.push([inner, Array.isArray(each) ? where : key]);
    }
  }
  return undefined;
}
