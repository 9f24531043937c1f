import { compact, said } from '#src/kernel/compact.ts';
import type { OrderFacts } from '#src/modules/orders/facts.ts';
import type { AmazonOrder } from './order-schema.ts';

type Personal = NonNullable<OrderFacts['personal']>;

/** What Amazon told about the buyer, or why it told nothing: a missing role is never said, the fields are just not there. */
export function personalFacts(order: AmazonOrder): Pick<OrderFacts, 'personalState' | 'personal'> {
  const personal: Personal = compact({
    buyerName: said(order.buyer?.buyerName),
    buyerEmail: said(order.buyer?.buyerEmail),
    buyerCompany: said(order.buyer?.buyerCompanyName),
    recipient: recipientOf(order),
    deliveryInstruction: deliveryInstruction(order),
    gifts: giftsOf(order),
    customisations: customisationsOf(order),
  });
  const hasMessage = Object.values(personal.gifts ?? {}).some(({ message }) => message !== undefined);
  if (personal.buyerName || personal.buyerEmail || personal.recipient || personal.customisations || hasMessage)
    return { personalState: 'given', personal };
  switch (order.fulfillment.fulfillmentStatus) {
    case 'PENDING':
    case 'PENDING_AVAILABILITY':
      return { personalState: 'not_yet' };
    // Amazon shows nobody the buyer of an order that will not be shipped.
    case 'CANCELLED':
    case 'UNFULFILLABLE':
      return { personalState: 'unknown' };
    default:
      return { personalState: 'withheld' };
  }
}

/** City, region and country alone are no personal data and no recipient. */
function recipientOf(order: AmazonOrder): Personal['recipient'] {
  const address = order.recipient?.deliveryAddress;
  if (!address) return undefined;
  const lines = [address.addressLine1, address.addressLine2, address.addressLine3].flatMap((line) => said(line) ?? []);
  const name = said(address.name);
  const postalCode = said(address.postalCode);
  if (!name && !postalCode && lines.length === 0) return undefined;
  return compact({
    name,
    company: said(address.companyName),
    lines,
    city: said(address.city) ?? said(address.municipality),
    district: said(address.districtOrCounty),
    region: said(address.stateOrRegion),
    postalCode,
    country: said(address.countryCode),
    phone: said(address.phone),
    kind: said(address.addressType),
  });
}

function deliveryInstruction(order: AmazonOrder): string | undefined {
  const preference = order.recipient?.deliveryPreference;
  return [said(preference?.dropOffLocation), said(preference?.addressInstruction)].filter(Boolean).join(': ') || undefined;
}

function giftsOf(order: AmazonOrder): Personal['gifts'] {
  return perItem(order, ({ fulfillment }) => {
    const option = fulfillment?.packing?.giftOption;
    return option ? compact({ message: said(option.giftMessage), wrap: said(option.giftWrapLevel) }) : undefined;
  });
}

const customisationsOf = (order: AmazonOrder): Personal['customisations'] =>
  perItem(order, ({ product }) => said(product.customization?.customizedUrl));

function perItem<T>(order: AmazonOrder, read: (item: AmazonOrder['orderItems'][number]) => T | undefined): Record<string, T> | undefined {
  const entries = order.orderItems.flatMap((item) => {
    const value = read(item);
    return value === undefined ? [] : [[item.orderItemId, value] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
