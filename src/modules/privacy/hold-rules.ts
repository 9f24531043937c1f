/** What keeps personal data beyond its date: for one order or, by the hash of the e-mail address, for all orders of a buyer. */
export type Hold = {
  holdId: string;
  orderId: string | null;
  buyerHash: string | null;
  ground: string;
  /** The last day of the hold, as 2031-12-31. */
  until: string;
  setBy: string;
  setAt: Date;
  liftedBy: string | null;
  liftedAt: Date | null;
};

type HeldOrder = { orderId: string; mails: readonly string[] };

/** A hold ends when it is lifted, and by itself after its last day (UTC). */
export const isInForce = (hold: Pick<Hold, 'until' | 'liftedAt'>, now: Date): boolean =>
  hold.liftedAt === null && now.toISOString().slice(0, 10) <= hold.until;

export const isAbout = (hold: Pick<Hold, 'orderId' | 'buyerHash'>, order: HeldOrder): boolean =>
  hold.orderId === order.orderId || (hold.buyerHash !== null && order.mails.includes(hold.buyerHash));

/** The hold that keeps an order, if any: of several the one that ends last. */
export const holdOf = (holds: readonly Hold[], order: HeldOrder, now: Date): Hold | undefined =>
  holds.filter((hold) => isInForce(hold, now) && isAbout(hold, order)).toSorted((a, b) => (a.until < b.until ? 1 : -1))[0];

/** What the vault has to leave alone. */
export function keptBy(holds: readonly Hold[], now: Date): { orderIds: string[]; mails: string[] } {
  const inForce = holds.filter((hold) => isInForce(hold, now));
  return {
    orderIds: inForce.flatMap(({ orderId }) => orderId ?? []),
    mails: inForce.flatMap(({ buyerHash }) => buyerHash ?? []),
  };
}
