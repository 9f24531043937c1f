import type { SimAccount } from '../accounts/sim-account.ts';
import type { SimOrder } from '../store/sim-order.ts';

/** Which personal data of an order a seller's roles and the order's state open. What is closed is left out without a word. */
export type PersonalData = { name: boolean; email: boolean; address: boolean; phone: boolean; gift: boolean; company: boolean };

const NOT_PAID = new Set(['PENDING_AVAILABILITY', 'PENDING']);
const WITH_ADDRESS = new Set(['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED']);

/** Payment is not authorised: no prices, no address, no dates. */
export const isUnpaid = (order: SimOrder) => NOT_PAID.has(order.status);

export const hasAddress = (order: SimOrder) => WITH_ADDRESS.has(order.status);

export function personalData(order: SimOrder, account: SimAccount, now: number): PersonalData {
  const has = (...roles: SimAccount['roles']) => roles.some((role) => account.roles.includes(role));
  const ships = has('direct-to-consumer-shipping');
  const invoices = has('tax-invoicing', 'tax-remittance');
  const byMerchant = order.fulfilledBy === 'MERCHANT';
  const isOver = order.status === 'SHIPPED' && order.deliverBy !== undefined && now > order.deliverBy.latest;
  return {
    name: hasAddress(order) && (invoices || (byMerchant && ships)),
    email: hasAddress(order) && byMerchant && ships,
    address: hasAddress(order) && ships,
    phone: hasAddress(order) && ships && byMerchant && !isOver,
    gift: hasAddress(order) && ships,
    company: hasAddress(order),
  };
}
