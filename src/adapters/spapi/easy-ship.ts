import { z } from 'zod';
import { refusalOf } from '#src/adapters/carriers/outcome.ts';
import { compact } from '#src/kernel/compact.ts';
import type { DocumentFile, ErrandResult, ListSlots, Messenger, Sent, Slot } from '#src/modules/handover/ports.ts';
import type { SpapiClient } from './client.ts';
import { documentsInZip } from './documents-in-zip.ts';
import { understand } from './understand.ts';

const timeSlot = z.object({
  slotId: z.string(),
  startTime: z.string().nullish(),
  endTime: z.string().nullish(),
  handoverMethod: z.string().nullish(),
});
const slotsAnswer = z.object({ timeSlots: z.array(timeSlot) });
const packageShape = z.object({
  scheduledPackageId: z.object({ amazonOrderId: z.string(), packageId: z.string().nullish() }),
  packageTimeSlot: timeSlot,
  packageStatus: z.string().nullish(),
  trackingDetails: z.object({ trackingId: z.string().nullish() }).nullish(),
});
type Package = z.infer<typeof packageShape>;
const bulkAnswer = z.object({
  scheduledPackages: z.array(packageShape).default([]),
  rejectedOrders: z
    .array(z.object({ amazonOrderId: z.string(), error: z.object({ code: z.string(), message: z.string().default('') }).nullish() }))
    .default([]),
  printableDocumentsUrl: z.string().nullish(),
});
const root = '/easyShip/2022-03-23';

const asAmazon = ({ slotId, from, to, method }: Slot) =>
  compact({ slotId, startTime: from ?? undefined, endTime: to ?? undefined, handoverMethod: method === '' ? undefined : method });

/** When a parcel of this size may be handed over: `listHandoverSlots`. An order that Amazon has no slot for has none. */
export const listSlots =
  (client: SpapiClient): ListSlots =>
  async ({ orderId, marketplaceId, parcel: { length, width, height, weight } }) => {
    const reply = await client.read({
      operation: 'listHandoverSlots',
      method: 'POST',
      path: `${root}/timeSlot`,
      body: {
        marketplaceId,
        amazonOrderId: orderId,
        packageDimensions: { length, width, height, unit: 'cm' },
        packageWeight: { value: weight, unit: 'g' },
      },
      priority: 'urgent',
    });
    if (reply.status === 404 && reply.errors.some(({ code }) => code === 'TimeSlotNotAvailable')) return [];
    return understand(reply, slotsAnswer).timeSlots.map(({ slotId, startTime, endTime, handoverMethod }) => ({
      slotId,
      from: instant(startTime),
      to: instant(endTime),
      method: handoverMethod ?? '',
    }));
  };

const instant = (at: string | null | undefined): string | null => (at ? new Date(at).toISOString() : null);

/**
 * Easy Ship. A parcel is scheduled by the bulk operation, which alone hands out its documents; where a marketplace does not
 * have it, by the single one. Amazon answers `getScheduledPackage` for an order that is scheduled: so it is read back each
 * time, and looked up after a lost answer. Its documents are handed out once; after a lost answer they are in Seller Central.
 */
export function easyShip(client: SpapiClient): Messenger {
  const download = async (url: string): Promise<DocumentFile | null> => {
    const { status, body } = await client.transfer('downloadDocument', { url, method: 'GET', headers: {} });
    return status === 200 ? documentsInZip(Buffer.from(body)) : null;
  };
  const scheduleAlone = async (marketplaceId: string, orderId: string, slot: Slot): Promise<Sent> => {
    const outcome = await client.write({
      operation: 'createScheduledPackage',
      method: 'POST',
      path: `${root}/package`,
      body: { amazonOrderId: orderId, marketplaceId, packageDetails: { packageTimeSlot: asAmazon(slot) } },
      priority: 'urgent',
    });
    if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
    if (outcome.kind === 'rejected') return { kind: 'refused', ...refusalOf(outcome) };
    const scheduled = packageShape.safeParse(outcome.body);
    return scheduled.success ? { kind: 'taken', result: resultOf(scheduled.data, null) } : { kind: 'unknown', why: 'unreadable' };
  };
  const schedule = async (marketplaceId: string, orderId: string, slot: Slot, format: string): Promise<Sent> => {
    const outcome = await client.write({
      operation: 'createScheduledPackageBulk',
      method: 'POST',
      path: `${root}/packages/bulk`,
      body: {
        marketplaceId,
        orderScheduleDetailsList: [{ amazonOrderId: orderId, packageDetails: { packageTimeSlot: asAmazon(slot) } }],
        labelFormat: format,
      },
      priority: 'urgent',
    });
    if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
    if (outcome.kind === 'rejected') {
      if (outcome.errors.some(({ code }) => code === 'RegionNotSupported')) return scheduleAlone(marketplaceId, orderId, slot);
      return { kind: 'refused', ...refusalOf(outcome) };
    }
    const answer = bulkAnswer.safeParse(outcome.body);
    if (!answer.success) return { kind: 'unknown', why: 'unreadable' };
    const { scheduledPackages, rejectedOrders, printableDocumentsUrl: url } = answer.data;
    const rejected = rejectedOrders.find(({ amazonOrderId }) => amazonOrderId === orderId);
    if (rejected) return { kind: 'refused', code: rejected.error?.code ?? 'rejected', message: rejected.error?.message ?? '' };
    const scheduled = scheduledPackages.find(({ scheduledPackageId }) => scheduledPackageId.amazonOrderId === orderId);
    // The parcel is scheduled, whatever becomes of its documents.
    const file = url ? await download(url).catch(() => null) : null;
    return scheduled ? { kind: 'taken', result: resultOf(scheduled, file) } : { kind: 'unknown', why: 'unreadable' };
  };
  const found = async (marketplaceId: string, orderId: string): Promise<Package | undefined> => {
    const reply = await client.read({
      operation: 'getScheduledPackage',
      method: 'GET',
      path: `${root}/package`,
      query: { amazonOrderId: orderId, marketplaceId },
      priority: 'urgent',
    });
    return reply.status === 404 ? undefined : understand(reply, packageShape);
  };

  return {
    settlesMs: 120_000,
    send: async (errand) => {
      if (errand.kind === 'slot') return schedule(errand.marketplaceId, errand.orderId, errand.slot, errand.format);
      if (errand.kind !== 'slot_change') return { kind: 'refused', code: 'NotEasyShip', message: '' };
      const { marketplaceId, orderId, packageId, slot } = errand;
      const scheduledPackageId = { amazonOrderId: orderId, ...(packageId === '' ? {} : { packageId }) };
      const outcome = await client.write({
        operation: 'updateScheduledPackages',
        method: 'PATCH',
        path: `${root}/package`,
        body: { marketplaceId, updatePackageDetailsList: [{ scheduledPackageId, packageTimeSlot: asAmazon(slot) }] },
        priority: 'urgent',
      });
      if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
      if (outcome.kind === 'rejected') return { kind: 'refused', ...refusalOf(outcome) };
      return { kind: 'taken', result: { number: packageId, facts: {}, handle: {}, file: null } };
    },
    find: async (errand) => {
      if (errand.kind !== 'slot' && errand.kind !== 'slot_change') return { kind: 'none' };
      const scheduled = await found(errand.marketplaceId, errand.orderId);
      if (!scheduled) return { kind: 'none' };
      const isMoved = scheduled.packageTimeSlot.slotId === errand.slot.slotId;
      return errand.kind === 'slot_change' && !isMoved ? { kind: 'none' } : { kind: 'done', result: resultOf(scheduled, null) };
    },
    file: async () => null,
  };
}

const resultOf = (
  { scheduledPackageId, packageTimeSlot, packageStatus, trackingDetails }: Package,
  file: DocumentFile | null,
): ErrandResult => ({
  number: scheduledPackageId.packageId ?? null,
  facts: compact({
    tracking: trackingDetails?.trackingId ?? undefined,
    status: packageStatus ?? undefined,
    from: instant(packageTimeSlot.startTime) ?? undefined,
    to: instant(packageTimeSlot.endTime) ?? undefined,
    method: packageTimeSlot.handoverMethod ?? undefined,
  }),
  handle: {},
  file,
});
