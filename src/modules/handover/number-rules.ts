/**
 * What a scanner may have read for a number: itself without blanks, a postal label without the recipient's ZIP code in front
 * (420 and five or nine digits), and the short number inside FedEx's long barcode. The most likely comes first.
 */
export function numbersIn(scanned: string): string[] {
  const plain = scanned.toUpperCase().replaceAll(/[^\p{L}\p{N}-]/gu, '');
  const withoutDashes = plain.replaceAll('-', '');
  const postal = /^420(?:\d{5}|\d{9})(9\d{21,29})$/.exec(withoutDashes)?.[1];
  const fedex = /^96\d{20}(\d{12})$/.exec(withoutDashes)?.[1];
  const long = /^[0-8]\d{33}$/.test(withoutDashes) ? withoutDashes.slice(-12) : undefined;
  return [...new Set([plain, withoutDashes, postal, fedex, long].flatMap((number) => (number ? [number] : [])))];
}
