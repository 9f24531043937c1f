import type { SimAccount } from '../accounts/sim-account.ts';
import type { SimPackage } from '../store/sim-order.ts';
import { iso, type View } from './view.ts';

/** One parcel of a merchant-fulfilled order. */
export function packageView(parcel: SimPackage, account: SimAccount): View {
  return {
    packageReferenceId: parcel.reference,
    createdTime: iso(parcel.confirmedAt),
    packageStatus: { status: parcel.status, ...(parcel.detailedStatus === undefined ? {} : { detailedStatus: parcel.detailedStatus }) },
    carrier: parcel.carrierName ?? parcel.carrierCode,
    shipTime: iso(parcel.shipDate),
    ...(parcel.shippingMethod === undefined ? {} : { shippingService: parcel.shippingMethod }),
    trackingNumber: parcel.trackingNumber,
    shipFromAddress: account.shipFrom,
    packageItems: parcel.items.map(({ itemId, quantity, transparencyCodes }) => ({
      orderItemId: itemId,
      quantity,
      ...(transparencyCodes ? { transparencyCodes } : {}),
    })),
  };
}
