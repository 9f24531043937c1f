import { z } from 'zod';
import { ApiFailure, invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { drawCollectionForm } from '../labels/draw-form.ts';
import { servicesFrom } from '../labels/postage.ts';
import type { SimLabel } from '../labels/sim-label.ts';
import { uuidOf } from '../store/draw.ts';
import type { SimStore } from '../store/sim-store.ts';

/** The form of a carrier's parcels of a day. Times are epoch milliseconds. */
export type SimCollectionForm = {
  formId: string;
  sellerId: string;
  carrierId: string;
  carrier: string;
  createdAt: number;
  shipmentIds: string[];
  key?: string;
};

const generateShape = z.object({ carrierId: z.string().min(1), shipFromAddress: z.object({ postalCode: z.string() }).optional() });
const historyShape = z.object({
  carrierId: z.string().optional(),
  maxResults: z.int().positive().optional(),
  dateRange: z.object({ startDate: z.string().optional(), endDate: z.string().optional() }).optional(),
});

/** The manifests of Amazon Shipping v2: a form takes every parcel of its carrier that is on none yet. */
export const collectionFormOperations = ({ store, seed }: { store: SimStore; seed: number }): SellerOperation[] => {
  const limits = { rate: 80, burst: 100 };
  const formsOf = (call: SellerCall) => [...store.collectionForms.all()].filter(({ sellerId }) => sellerId === call.account.sellerId);
  const open = (call: SellerCall): SimLabel[] => {
    const listed = new Set(formsOf(call).flatMap(({ shipmentIds }) => shipmentIds));
    return [...store.labels.all()].filter(
      ({ api, sellerId, voidedAt, shipmentId }) =>
        api === 'shipping' && sellerId === call.account.sellerId && voidedAt === undefined && !listed.has(shipmentId),
    );
  };
  const carrierIdOf = (call: SellerCall, { serviceId }: SimLabel) =>
    servicesFrom(call.account.shipFrom.countryCode, 'shipping').find(({ id }) => id === serviceId)?.carrierId;
  const document = ({ carrier, shipmentIds }: SimCollectionForm) => {
    const numbers = shipmentIds.map((id) => store.labels.get(id)?.tracking ?? '');
    return {
      collectionsFormDocument: {
        base64EncodedContent: drawCollectionForm(carrier, numbers).toString('base64'),
        documentFormat: 'application/pdf',
      },
    };
  };

  return [
    {
      name: 'generateCollectionForm',
      method: 'POST',
      path: '/shipping/v2/collectionForms',
      ...limits,
      handle(call) {
        const { carrierId } = jsonBody(call, generateShape);
        const header = call.headers['x-amzn-idempotencykey'];
        const key = typeof header === 'string' ? header : undefined;
        const before = key === undefined ? undefined : formsOf(call).find((form) => form.key === key);
        if (before) return { status: 200, body: document(before) };
        const labels = open(call).filter((label) => carrierIdOf(call, label) === carrierId);
        if (labels.length === 0) throw invalidInput('There are no shipments of this carrier to be manifested.');
        const form: SimCollectionForm = {
          formId: uuidOf(seed, 'collection-form', store.collectionForms.size()),
          sellerId: call.account.sellerId,
          carrierId,
          carrier: labels[0]?.carrier ?? '',
          createdAt: call.now,
          shipmentIds: labels.map(({ shipmentId }) => shipmentId),
          ...(key === undefined ? {} : { key }),
        };
        store.collectionForms.put(form.formId, form);
        return { status: 200, body: document(form) };
      },
    },
    {
      name: 'getCollectionFormHistory',
      method: 'PUT',
      path: '/shipping/v2/collectionForms/history',
      ...limits,
      handle(call) {
        const { carrierId, maxResults = 20, dateRange } = jsonBody(call, historyShape);
        const start = dateRange?.startDate === undefined ? 0 : Date.parse(dateRange.startDate);
        const end = dateRange?.endDate === undefined ? call.now : Date.parse(dateRange.endDate);
        const forms = formsOf(call)
          .filter((form) => (carrierId === undefined || form.carrierId === carrierId) && form.createdAt >= start && form.createdAt <= end)
          .toSorted((a, b) => b.createdAt - a.createdAt)
          .slice(0, maxResults);
        return {
          status: 200,
          body: {
            collectionFormsHistoryRecordList: forms.map(({ carrier, createdAt, formId }) => ({
              carrierName: carrier,
              creationDate: new Date(createdAt).toISOString(),
              generationStatus: 'Completed',
              collectionFormId: formId,
              shipFromAddress: shipFrom(call),
            })),
            lastRefreshedDate: new Date(call.now).toISOString(),
          },
        };
      },
    },
    {
      name: 'getCollectionForm',
      method: 'GET',
      path: '/shipping/v2/collectionForms/{collectionFormId}',
      ...limits,
      handle(call) {
        const form = formsOf(call).find(({ formId }) => formId === call.params['collectionFormId']);
        if (!form) throw notFound('There is no such collection form.');
        return { status: 200, body: document(form) };
      },
    },
    {
      name: 'getUnmanifestedShipments',
      method: 'PUT',
      path: '/shipping/v2/unmanifestedShipments',
      ...limits,
      handle(call) {
        jsonBody(call, z.object({}));
        const carriers = new Map(open(call).map((label) => [carrierIdOf(call, label) ?? '', label.carrier]));
        if (carriers.has('')) throw new ApiFailure(500, [{ code: 'InternalFailure', message: 'A carrier is not known.' }]);
        return {
          status: 200,
          body: {
            unmanifestedCarrierInformationList: [...carriers].map(([carrierId, carrierName]) => ({
              carrierId,
              carrierName,
              unmanifestedShipmentLocationList: [{ address: shipFrom(call), lastManifestDate: new Date(call.now).toISOString() }],
            })),
          },
        };
      },
    },
  ];
};

function shipFrom({ account }: SellerCall) {
  const { name, addressLine1, city, stateOrRegion, postalCode, countryCode } = account.shipFrom;
  return { name, addressLine1, city, stateOrRegion: stateOrRegion ?? city, postalCode, countryCode };
}
