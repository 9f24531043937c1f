/** The buyer's initials alone, where the place they live in ("M. K., Austin TX") is shown beside them. */
export const buyerName = (mask: string | null, shipTo: string | null): string | null =>
  mask !== null && shipTo !== null && mask.endsWith(`, ${shipTo}`) ? mask.slice(0, -shipTo.length - 2) : mask;
