import type { SimAccount } from '../accounts/sim-account.ts';
import type { DocumentUrls } from '../documents/document-urls.ts';
import { ApiFailure, invalidInput } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { drawPlainLabel } from '../labels/draw-form.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import { runningId, uuidOf } from '../store/draw.ts';
import type { SimOrder } from '../store/sim-order.ts';
import type { SimStore } from '../store/sim-store.ts';
import { packageView, slotView } from './package-view.ts';
import { schedule } from './schedule.ts';
import type { SimScheduled, SimSlot } from './scheduled.ts';
import { bulkShape, createShape, listSlotsShape, updateShape } from './shapes.ts';
import { slotOfId, slotsAfter, zoneOf } from './slots.ts';
import { zipOf } from './zip.ts';

const root = '/easyShip/2022-03-23';
const failure = (status: number, code: string, message: string) => new ApiFailure(status, [{ code, message }]);
const usual = { dimensions: { length: 20, width: 15, height: 10, unit: 'cm' }, weight: { value: 500, unit: 'g' } } as const;

type Deps = { store: SimStore; writes: OrderWrites; urls: DocumentUrls; seed: number };

/** Easy Ship 2022-03-23: slots, parcels that are scheduled once, and their documents as an archive. */
export const easyShipOperations = ({ store, writes, urls, seed }: Deps): SellerOperation[] => {
  const limits = { rate: 1, burst: 5 };
  const orderOf = (account: SimAccount, orderId: string, marketplaceId: string): SimOrder => {
    if (zoneOf(marketplaceId) === undefined)
      throw failure(404, 'RegionNotSupported', 'Amazon Easy Ship is not supported in this marketplace.');
    const order = store.orders.get(orderId);
    if (!order || order.sellerId !== account.sellerId || order.marketplaceId !== marketplaceId)
      throw failure(404, 'ResourceNotFound', `Order ${orderId} does not exist.`);
    if (!order.programs.includes('AMAZON_EASY_SHIP') || ['PENDING', 'PENDING_AVAILABILITY', 'CANCELLED'].includes(order.status))
      throw failure(404, 'InvalidOrderState', `Order ${orderId} cannot be scheduled in its current state.`);
    return order;
  };
  const slotOf = (orderId: string, slotId: string, now: number): SimSlot => {
    const slot = slotOfId(orderId, slotId);
    if (!slot) throw failure(400, 'InvalidTimeSlotId', 'The time slot identifier is not valid.');
    if (slot.start <= now) throw failure(400, 'ScheduleWindowExpired', 'The time slot has expired; list the slots again.');
    return slot;
  };
  const isTaken = (order: SimOrder) => order.packages.some(({ status }) => status !== 'PENDING');
  const view = (scheduled: SimScheduled) => packageView(scheduled, store.orders.get(scheduled.orderId));

  const put = (call: SellerCall, marketplaceId: string, orderId: string, slotId: string | undefined, identifier?: string): SimScheduled => {
    const order = orderOf(call.account, orderId, marketplaceId);
    const known = store.scheduled.get(orderId);
    if (known?.packageId !== undefined) throw failure(400, 'ScheduledPackageAlreadyExists', 'The order has already been scheduled.');
    if (order.status === 'SHIPPED') throw failure(404, 'InvalidOrderState', `Order ${orderId} has been shipped.`);
    const zone = zoneOf(marketplaceId) ?? 'UTC';
    const slot = slotId === undefined ? slotsAfter(orderId, zone, call.now)[0] : slotOf(orderId, slotId, call.now);
    if (!slot) throw failure(404, 'TimeSlotNotAvailable', 'No time slot is available.');
    const packageId = uuidOf(seed, 'easy-ship', store.writes.size());
    const scheduled: SimScheduled = {
      orderId,
      sellerId: order.sellerId,
      ...(known ?? usual),
      packageId,
      slot,
      ...(identifier === undefined ? {} : { identifier }),
    };
    store.scheduled.put(orderId, scheduled);
    const after = schedule(order, slot, call.now, seed);
    store.orders.put(orderId, after);
    writes.note(after, { kind: 'slot', reference: orderId, detail: { orderId } }, 'api', call.now);
    return scheduled;
  };
  const labelOf = ({ orderId, packageId = '' }: SimScheduled, format: 'PDF' | 'ZPL') => {
    const order = store.orders.get(orderId);
    const number = order?.packages[0]?.trackingNumber ?? '';
    const lines = ['AMAZON EASY SHIP', orderId, packageId.slice(0, 18), order?.address.name ?? '', order?.address.city ?? ''];
    return { name: `${orderId}.${format === 'PDF' ? 'pdf' : 'zpl'}`, bytes: drawPlainLabel(lines, number, format) };
  };

  return [
    {
      name: 'listHandoverSlots',
      method: 'POST',
      path: `${root}/timeSlot`,
      ...limits,
      handle(call) {
        const { amazonOrderId, marketplaceId, packageDimensions, packageWeight } = jsonBody(call, listSlotsShape);
        const order = orderOf(call.account, amazonOrderId, marketplaceId);
        if (isTaken(order)) throw failure(404, 'InvalidOrderState', 'The package has been handed over.');
        const slots = packageWeight.value > 30_000 ? [] : slotsAfter(amazonOrderId, zoneOf(marketplaceId) ?? 'UTC', call.now);
        if (slots.length === 0) throw failure(404, 'TimeSlotNotAvailable', 'No time slot is available for these dimensions and weight.');
        const { length, width, height } = packageDimensions;
        store.scheduled.put(amazonOrderId, {
          ...store.scheduled.get(amazonOrderId),
          orderId: amazonOrderId,
          sellerId: order.sellerId,
          dimensions: { length, width, height, unit: 'cm' },
          weight: packageWeight,
        });
        return { status: 200, body: { amazonOrderId, timeSlots: slots.map(slotView) } };
      },
    },
    {
      name: 'getScheduledPackage',
      method: 'GET',
      path: `${root}/package`,
      ...limits,
      handle(call) {
        const orderId = call.query.get('amazonOrderId');
        const marketplaceId = call.query.get('marketplaceId');
        if (!orderId || !marketplaceId) throw invalidInput('amazonOrderId and marketplaceId are required.');
        if (zoneOf(marketplaceId) === undefined)
          throw failure(404, 'RegionNotSupported', 'Amazon Easy Ship is not supported in this marketplace.');
        const scheduled = store.scheduled.get(orderId);
        if (!scheduled?.packageId || scheduled.sellerId !== call.account.sellerId)
          throw failure(404, 'ResourceNotFound', `Order ${orderId} has no scheduled package.`);
        return { status: 200, body: view(scheduled) };
      },
    },
    {
      name: 'createScheduledPackage',
      method: 'POST',
      path: `${root}/package`,
      ...limits,
      handle(call) {
        const { amazonOrderId, marketplaceId, packageDetails } = jsonBody(call, createShape);
        const { packageTimeSlot, packageIdentifier } = packageDetails;
        return { status: 200, body: view(put(call, marketplaceId, amazonOrderId, packageTimeSlot.slotId, packageIdentifier)) };
      },
    },
    {
      name: 'updateScheduledPackages',
      method: 'PATCH',
      path: `${root}/package`,
      ...limits,
      handle(call) {
        const { marketplaceId, updatePackageDetailsList } = jsonBody(call, updateShape);
        const packages = updatePackageDetailsList.map(({ scheduledPackageId, packageTimeSlot }) => {
          const { amazonOrderId: orderId } = scheduledPackageId;
          const order = orderOf(call.account, orderId, marketplaceId);
          const known = store.scheduled.get(orderId);
          if (!known?.packageId) throw failure(404, 'ResourceNotFound', `Order ${orderId} has no scheduled package.`);
          if (isTaken(order)) throw failure(404, 'InvalidOrderState', 'The package has been handed over.');
          const slot = slotOf(orderId, packageTimeSlot.slotId, call.now);
          const moved = { ...known, slot };
          store.scheduled.put(orderId, moved);
          const after = schedule(order, slot, call.now, seed);
          store.orders.put(orderId, after);
          writes.note(after, { kind: 'slot', reference: slot.slotId, detail: { slot: slot.slotId } }, 'api', call.now);
          return view(moved);
        });
        return { status: 200, body: { packages } };
      },
    },
    {
      name: 'createScheduledPackageBulk',
      method: 'POST',
      path: `${root}/packages/bulk`,
      ...limits,
      handle(call) {
        const { marketplaceId, orderScheduleDetailsList, labelFormat } = jsonBody(call, bulkShape);
        if (zoneOf(marketplaceId) === undefined)
          throw failure(404, 'RegionNotSupported', 'Amazon Easy Ship is not supported in this marketplace.');
        const scheduled: SimScheduled[] = [];
        const rejectedOrders: unknown[] = [];
        for (const { amazonOrderId, packageDetails } of orderScheduleDetailsList) {
          try {
            const { packageTimeSlot, packageIdentifier } = packageDetails ?? {};
            scheduled.push(put(call, marketplaceId, amazonOrderId, packageTimeSlot?.slotId, packageIdentifier));
          } catch (error) {
            if (!(error instanceof ApiFailure)) throw error;
            const [first] = (error.reply.body as { errors: unknown[] }).errors;
            rejectedOrders.push({ amazonOrderId, error: first });
          }
        }
        if (scheduled.length === 0) return { status: 200, body: { scheduledPackages: [], rejectedOrders } };
        const documentId = `easy-ship.${runningId(seed, 'document', store.documents.size())}`;
        const content = zipOf(scheduled.map((each) => labelOf(each, labelFormat))).toString('base64');
        store.documents.put(documentId, { documentId, sellerId: call.account.sellerId, contentType: 'application/zip', content });
        const printableDocumentsUrl = urls.urlOf(documentId, call.headers.host, call.now);
        return { status: 200, body: { scheduledPackages: scheduled.map(view), rejectedOrders, printableDocumentsUrl } };
      },
    },
  ];
};
