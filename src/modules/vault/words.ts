/**
 * The words of a name as search compares them: accents and case do not matter, punctuation separates.
 * Scripts without spaces give the whole run as one word. At most 12 words.
 */
export function nameWords(name: string): string[] {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase();
  return [...new Set(folded.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 12);
}

export const foldEmail = (email: string): string => email.trim().toLowerCase();
