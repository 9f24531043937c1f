/** A line as far as it decides who gets a unit. `promised`: of the whole order item at the location, not of the line. */
type OpenLine = {
  accountId: string;
  lineId: string;
  orderId: string;
  itemId: string;
  productId: string;
  quantity: number;
  picked: number;
  short: number;
  promised: number;
};

/**
 * What may still be fetched on each line: no more than the location promises to the order item, which several lines share.
 * A promise that was taken back leaves its line with nothing. Lines keep their order.
 */
export function withLeft<Line extends OpenLine>(lines: readonly Line[]): (Line & { left: number })[] {
  const promises = new Map<string, number>();
  return lines.map((line) => {
    const key = JSON.stringify([line.accountId, line.orderId, line.itemId, line.productId]);
    const promised = promises.get(key) ?? Math.max(0, line.promised);
    const left = Math.min(line.quantity - line.picked - line.short, promised);
    promises.set(key, promised - left);
    return { ...line, left };
  });
}

/** Gives units to lines in their order; undefined when they want fewer. */
export function spread<Line extends { left: number }>(lines: readonly Line[], units: number): (Line & { units: number })[] | undefined {
  let rest = units;
  const given = lines.flatMap((line) => {
    const share = Math.min(rest, line.left);
    rest -= share;
    return share > 0 ? [{ ...line, units: share }] : [];
  });
  return rest === 0 ? given : undefined;
}
