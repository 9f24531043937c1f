import type { PersonalData } from '#src/modules/vault/questions.ts';

/** Texts by which a trace of a buyer would be recognised. `weak` ones mean something only beside their own order. */
export type Traces = { strong: string[]; weak: string[] };

const isTelling = (text: string): boolean => text.length >= 6 && /\p{L}/u.test(text) && /[\p{N}\s]/u.test(text);
const linesOf = (text: string): string[] => text.split(/[\r\n]+/).map((line) => line.trim());

/**
 * Everything personal of an order as texts to look for. A name of one word, a postal code or a town is met by chance (in a
 * title, a number, another address) and counts only in rows of the order itself.
 */
export function tracesOf(personal: PersonalData): Traces {
  const { recipient } = personal;
  const names = [personal.buyerName, personal.buyerCompany, recipient?.name, recipient?.company];
  const texts = [
    ...(recipient?.lines ?? []),
    personal.deliveryInstruction,
    ...Object.values(personal.gifts ?? {}).map(({ message }) => message),
    ...Object.values(personal.customisations ?? {}),
    ...Object.values(personal.other ?? {}),
  ];
  const strong = new Set<string>();
  const weak = new Set<string>();
  for (const text of [...names, ...texts].flatMap((each) => (each ? linesOf(each) : []))) {
    if (isTelling(text)) strong.add(text);
    else if (text.length >= 3) weak.add(text);
  }
  for (const text of [personal.buyerEmail, recipient?.phone]) if (text && text.trim().length >= 7) strong.add(text.trim());
  if (recipient?.postalCode && recipient.postalCode.trim().length >= 5) weak.add(recipient.postalCode.trim());
  return { strong: [...strong], weak: [...weak] };
}

/** The same text with every personal value of the order cut out, the longest first; case does not matter. */
export function redactText(text: string, { strong, weak }: Traces): string {
  return [...strong, ...weak]
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.replaceAll(new RegExp(escaped(value), 'giu'), '[removed]'), text);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
