/** A piece of the search text: `sku:AB-1`, `-tag:"to check"`, or a free word. */
export type Term = { text: string; key: string | null; value: string };

const piece = /-?[a-z][a-z-]*:(?:"[^"]*"?|\S*)|"[^"]*"?|\S+/giu;
const keyed = /^(-?[a-z][a-z-]*):(.*)$/iu;

/** The pieces of a search text, as the desk reads it: spaces part them, quotes hold them together. */
export const termsOf = (text: string): Term[] => [...text.matchAll(piece)].map(([each]) => termOf(each));

function termOf(text: string): Term {
  const [, key, value = ''] = keyed.exec(text) ?? [];
  return { text, key: key ?? null, value: value.replaceAll('"', '') };
}

/** Filters stand as chips, free words stay in the field. */
export function split(text: string): { chips: Term[]; free: string } {
  const terms = termsOf(text);
  const chips = terms.filter((term) => term.key !== null && term.value !== '');
  const free = terms.filter((term) => !chips.includes(term)).map((term) => term.text);
  return { chips, free: free.join(' ') };
}

export const joined = (chips: readonly Term[], free: string): string =>
  [...chips.map((chip) => chip.text), free.trim()].filter(Boolean).join(' ');

/** A value as it must be written after its key. */
export const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);
