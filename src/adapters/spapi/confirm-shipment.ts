import type { CallOptions, ShipmentConfirmation, WriteOutcome } from '#src/modules/writes/ports.ts';
import type { SpapiClient } from './client.ts';

/**
 * Confirms one package by `confirmShipment` (Orders API v0, which keeps the writes): 2 calls a second. Amazon has no key
 * against doing it twice, but the same reference names the same package.
 */
export async function confirmShipment(
  client: SpapiClient,
  confirmation: ShipmentConfirmation,
  { priority }: CallOptions = {},
): Promise<WriteOutcome> {
  const {
    orderId,
    marketplaceId,
    reference,
    carrierCode,
    carrierName,
    shippingMethod,
    trackingNumber,
    shipDate,
    items,
    codCollectionMethod,
  } = confirmation;
  const outcome = await client.write({
    operation: 'confirmShipment',
    method: 'POST',
    path: `/orders/v0/orders/${encodeURIComponent(orderId)}/shipmentConfirmation`,
    // JSON leaves out what is undefined.
    body: {
      marketplaceId,
      codCollectionMethod,
      packageDetail: {
        packageReferenceId: reference,
        carrierCode,
        carrierName,
        shippingMethod,
        trackingNumber,
        shipDate: shipDate.toISOString(),
        orderItems: items.map(({ itemId, quantity, transparencyCodes }) => ({ orderItemId: itemId, quantity, transparencyCodes })),
      },
    },
    priority,
  });
  return outcome.kind === 'accepted' ? { kind: 'accepted', requestId: outcome.requestId } : outcome;
}
