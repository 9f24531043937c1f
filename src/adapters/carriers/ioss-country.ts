// ISO 3166 numbers of the member states: digits three to five of a number of the import one-stop shop say who gave it.
const states =
  'AT040 BE056 BG100 CY196 CZ203 DE276 DK208 EE233 ES724 FI246 FR250 GR300 HR191 HU348 IE372 IT380 LT440 LU442 LV428 MT470 NL528 PL616 PT620 RO642 SE752 SI705 SK703';
const byNumber = new Map(states.split(' ').map((each) => [each.slice(2), each.slice(0, 2)]));

/** The country that gave a number of the import one-stop shop (`IM4420001234`: LU); undefined where the number does not say. */
export const iossCountry = (number: string): string | undefined => byNumber.get(/^IM(\d{3})\d{7}$/.exec(number.trim())?.[1] ?? '');
