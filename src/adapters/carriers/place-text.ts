/** A place as it is shown: what a carrier says of it, without street and postal code, which may be the recipient's. */
export const placeText = (...parts: (string | null | undefined)[]): string =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, 100);
