import type { Money } from '#src/kernel/money.ts';
import type { Address, CustomsDeclaration, CustomsItem } from './ports.ts';

/** What is known of a SKU for customs; null where nobody has said it. */
export type CustomsFact = {
  sku: string;
  hsCode: string | null;
  origin: string | null;
  description: string | null;
  value: Money | null;
  grams: number | null;
};

/** What a declaration says of every parcel of an account. */
export type CustomsSetting = Pick<CustomsDeclaration, 'contents' | 'signer' | 'ifUndelivered' | 'duties'>;

export type ToDeclare = { itemId: string; sku: string; quantity: number; price: Money | null };
/** `sku` is null for what is missing in the settings. */
export type Missing = { sku: string | null; field: keyof CustomsFact | 'signer' };

type Place = Pick<Address, 'country' | 'postalCode'>;

// The territory of the customs union; Monaco belongs to it by treaty.
const union = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK'.split(' '));
/** Parts of Spain that lie outside of the union: the Canaries, Ceuta, Melilla. */
const spanishOutside = /^(35|38|51|52)/;

/** The area within which no customs stands between two places. */
function areaOf({ country, postalCode }: Place): string {
  if (country === 'ES' && spanishOutside.test(postalCode.trim())) return `ES-${postalCode.trim().slice(0, 2)}`;
  if (union.has(country)) return 'EU';
  // The Isle of Man is one customs area with Britain, Puerto Rico with the United States.
  if (country === 'IM') return 'GB';
  return country === 'PR' ? 'US' : country;
}

/** Whether customs stands between two places. */
export const leavesCustomsArea = (from: Place, to: Place): boolean => areaOf(from) !== areaOf(to);

/** The declaration of a parcel, or all that is missing for it, SKU by SKU. */
export function declarationOf(
  items: readonly ToDeclare[],
  facts: readonly CustomsFact[],
  setting: CustomsSetting | null,
  { to, ioss }: { to: string; ioss: string | null },
): { declaration: CustomsDeclaration } | { missing: Missing[] } {
  const missing: Missing[] = setting === null || setting.signer.trim() === '' ? [{ sku: null, field: 'signer' }] : [];
  const declared: CustomsItem[] = [];
  for (const { itemId, sku, quantity, price } of items) {
    const fact = facts.find((each) => each.sku === sku);
    const value = fact?.value ?? price;
    const { hsCode = null, origin = null, description = null, grams = null } = fact ?? {};
    if (hsCode !== null && origin !== null && description !== null && grams !== null && value !== null)
      declared.push({ itemId, sku, quantity, hsCode, origin, description, grams, value });
    else {
      const known = { hsCode, origin, description, grams, value };
      for (const [field, each] of Object.entries(known))
        if (each === null && !missing.some((other) => other.sku === sku && other.field === field))
          missing.push({ sku, field: field as keyof CustomsFact });
    }
  }
  if (missing.length > 0 || setting === null) return { missing };
  return { declaration: { ...setting, to, ioss, items: declared } };
}
