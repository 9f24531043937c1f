import { z } from 'zod';
import { orderRef } from '#src/modules/orders/contract.ts';

/** What people ask of Amazon: confirm a shipment, edit one, cancel. Every request can be previewed row by row. */

export const confirmPackage = z.object({
  accountId: z.string().regex(/^\d+$/),
  orderId: z.string(),
  /** A number of one's own choice, unique within the order; the same again edits that package. Chosen when absent. */
  reference: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .optional(),
  /** Amazon's carrier code, or `Other` with a name. Recognised from the tracking number when absent. */
  carrierCode: z.string().trim().min(1).max(60).optional(),
  carrierName: z.string().trim().max(60).optional(),
  shippingMethod: z.string().trim().max(60).optional(),
  trackingNumber: z.string().trim().min(1).max(60),
  shipDate: z.iso.datetime().optional(),
  /** All that is unshipped when absent. */
  items: z
    .array(z.object({ itemId: z.string(), quantity: z.int().min(1), transparencyCodes: z.array(z.string()).optional() }))
    .min(1)
    .optional(),
});
export type ConfirmPackage = z.infer<typeof confirmPackage>;

const otherWays: Readonly<Record<string, string>> = { AMAZON_EASY_SHIP: 'writes.skip.easyShip', IN_STORE_PICK_UP: 'writes.skip.pickUp' };

/**
 * Why orders of these programs are picked and packed as all others and then go without a label or a confirmation of ours: a
 * key of the language file. Undefined for all others.
 */
export const otherWayOf = (programs: readonly string[]): string | undefined => {
  const program = programs.find((each) => Object.hasOwn(otherWays, each));
  return program && otherWays[program];
};

/** Amazon's reasons of the order acknowledgement feed. */
export const cancelReasons = [
  'NoInventory',
  'ShippingAddressUndeliverable',
  'CustomerExchange',
  'BuyerCanceled',
  'GeneralAdjustment',
  'PricingError',
] as const;

export const writeRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('confirm'), packages: z.array(confirmPackage).min(1).max(500) }),
  z.object({
    action: z.literal('edit'),
    packages: z
      .array(confirmPackage.required({ reference: true }))
      .min(1)
      .max(500),
  }),
  z.object({ action: z.literal('cancel'), orders: z.array(orderRef).min(1).max(500), reason: z.enum(cancelReasons) }),
]);
export type WriteRequest = z.infer<typeof writeRequest>;

const writePreviewRow = z.object({
  accountId: z.string(),
  orderId: z.string(),
  outcome: z.enum(['will', 'warning', 'skip']),
  /** What will happen, or why not and what would make it possible; a key for i18next and its values. */
  reason: z.object({ key: z.string(), values: z.record(z.string(), z.string()) }),
  /** What would be sent, completed: carrier, items, quantities. */
  payload: z.record(z.string(), z.unknown()).nullable(),
});
export const writePreview = z.object({ rows: z.array(writePreviewRow), will: z.int(), warnings: z.int(), skip: z.int() });

export const writeResult = z.object({
  rows: z.array(writePreviewRow.extend({ writeId: z.string().nullable() })),
  queued: z.int(),
  skipped: z.int(),
});
export type WriteResult = z.infer<typeof writeResult>;
