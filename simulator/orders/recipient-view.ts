import type { SimOrder } from '../store/sim-order.ts';
import { hasAddress, type PersonalData } from './personal-data.ts';
import type { View } from './view.ts';

/** Where the order goes: town and country are always open, the rest is personal. Nothing at all before payment. */
export function recipientView(order: SimOrder, personal: PersonalData): View | undefined {
  if (!hasAddress(order)) return undefined;
  const { address } = order;
  return {
    deliveryAddress: {
      ...(personal.address ? lines(order) : {}),
      city: address.city,
      ...(address.districtOrCounty === undefined ? {} : { districtOrCounty: address.districtOrCounty }),
      ...(address.stateOrRegion === undefined ? {} : { stateOrRegion: address.stateOrRegion }),
      countryCode: address.countryCode,
      ...(personal.phone && address.phone !== undefined ? { phone: address.phone } : {}),
      addressType: address.type,
    },
    ...(personal.address && order.deliveryInstruction !== undefined
      ? { deliveryPreference: { addressInstruction: order.deliveryInstruction } }
      : {}),
  };
}

function lines({ address }: SimOrder): View {
  return {
    name: address.name,
    ...(address.companyName === undefined ? {} : { companyName: address.companyName }),
    addressLine1: address.line1,
    ...(address.line2 === undefined ? {} : { addressLine2: address.line2 }),
    ...(address.line3 === undefined ? {} : { addressLine3: address.line3 }),
    postalCode: address.postalCode,
    ...(address.extended === undefined ? {} : { extendedFields: address.extended }),
  };
}
