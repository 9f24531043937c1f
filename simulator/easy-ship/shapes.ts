import { z } from 'zod';

const text = z.string().min(1).max(255);
const side = z.number().min(0.01);
const slotShape = z.object({
  slotId: text,
  startTime: z.iso.datetime({ offset: true }).optional(),
  endTime: z.iso.datetime({ offset: true }).optional(),
  handoverMethod: z.enum(['PICKUP', 'DROPOFF']).optional(),
});
const details = z.object({
  packageTimeSlot: slotShape,
  packageIdentifier: z.string().optional(),
  packageItems: z.array(z.object({ orderItemId: text.optional(), orderItemSerialNumbers: z.array(text).max(100).optional() })).optional(),
});

export const listSlotsShape = z.object({
  marketplaceId: text,
  amazonOrderId: text,
  packageDimensions: z.object({ length: side, width: side, height: side, unit: z.literal('cm'), identifier: text.optional() }),
  packageWeight: z.object({ value: z.number().min(11), unit: z.enum(['g', 'grams']) }),
});
export const createShape = z.object({ marketplaceId: text, amazonOrderId: text, packageDetails: details });
export const bulkShape = z.object({
  marketplaceId: text,
  orderScheduleDetailsList: z
    .array(z.object({ amazonOrderId: text, packageDetails: details.optional() }))
    .min(1)
    .max(100),
  labelFormat: z.enum(['PDF', 'ZPL']),
});
export const updateShape = z.object({
  marketplaceId: text,
  updatePackageDetailsList: z
    .array(
      z.object({ scheduledPackageId: z.object({ amazonOrderId: text, packageId: z.string().optional() }), packageTimeSlot: slotShape }),
    )
    .min(1)
    .max(500),
});
