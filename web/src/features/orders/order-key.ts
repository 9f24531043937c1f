/** One order among all accounts, as a text: the same Amazon order id can stand in two accounts. */
export const orderKey = (order: { accountId: string; orderId: string }): string => `${order.accountId}/${order.orderId}`;

/** The order of such a text, or `undefined` for anything else (it stands in addresses that people edit). */
export function orderOfKey(key: string | undefined): { accountId: string; orderId: string } | undefined {
  const [, accountId, orderId] = /^(\d+)\/(.+)$/.exec(key ?? '') ?? [];
  return accountId && orderId ? { accountId, orderId } : undefined;
}
