import type { SellerCall } from '../http/operation.ts';
import { type PersonalData, personalData } from '../orders/personal-data.ts';
import type { SimOrder } from '../store/sim-order.ts';

const NOTHING: PersonalData = { name: false, email: false, address: false, phone: false, gift: false, company: false };

/** Personal data in the v0 API needs a restricted data token for it, on top of the role. */
export function personalV0(order: SimOrder, call: SellerCall): PersonalData {
  const { restricted } = call;
  if (restricted === undefined) return NOTHING;
  const open = personalData(order, call.account, call.now);
  // A token without data elements is one for a path that holds nothing but personal data.
  const has = (element: string) => restricted.length === 0 || restricted.includes(element);
  const buyer = has('buyerInfo');
  const address = has('shippingAddress');
  return {
    name: open.name && buyer,
    email: open.email && buyer,
    company: open.company && buyer,
    gift: open.gift && buyer,
    address: open.address && address,
    phone: open.phone && address,
  };
}
