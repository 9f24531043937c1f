import { z } from 'zod';
import { ApiFailure, invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { orderOfCall } from '../orders/get-order.ts';
import type { View } from '../orders/view.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { isoV0 } from './words-v0.ts';

const REJECTION_REASONS = [
  { RejectionReasonId: 'unsuitable_product', RejectionReasonDescription: 'This medicine does not suit the animal.' },
  { RejectionReasonId: 'too_young', RejectionReasonDescription: 'The animal is too young for this medicine.' },
  { RejectionReasonId: 'wrong_weight', RejectionReasonDescription: 'The weight of the animal does not match the size ordered.' },
];

const bodyShape = z.object({
  regulatedOrderVerificationStatus: z.object({
    status: z.string().optional(),
    externalReviewerId: z.string().optional(),
    rejectionReasonId: z.string().optional(),
    verificationDetails: z.object({}).optional(),
  }),
});

/** What a regulated order is about, and the seller's answer: it must be approved before it can be shipped. */
export function regulatedOperations(orders: OrderTable, writes: OrderWrites): SellerOperation[] {
  const path = '/orders/v0/orders/{orderId}/regulatedInfo';
  const plan = { rate: 0.5, burst: 30 };
  return [
    {
      name: 'getOrderRegulatedInfo',
      method: 'GET',
      path,
      ...plan,
      handle: (call) => ({ status: 200, body: { payload: infoView(regulatedOrder(call, orders)) } }),
    },
    {
      name: 'updateVerificationStatus',
      method: 'PATCH',
      path,
      ...plan,
      handle(call) {
        const { regulatedOrderVerificationStatus: answer } = jsonBody(call, bodyShape);
        const order = regulatedOrder(call, orders);
        const { status, reviewerId, reasonId } = verified(answer);
        if (!order.regulated) throw invalidInput('The verification of this order is not open any more.');
        const verification = { status, reviewerId, at: call.now, ...(reasonId === undefined ? {} : { reasonId }) };
        const { regulated: _, ...rest } = order;
        orders.put(order.orderId, { ...rest, verification, updatedAt: call.now });
        writes.note(order, { kind: 'verification', reference: status, detail: answer }, 'api', call.now);
        return { status: 204 };
      },
    },
  ];
}

function regulatedOrder(call: SellerCall, orders: OrderTable): SimOrder {
  const order = orderOfCall(call, orders);
  if (!order.regulated && !order.verification) throw notFound(`Order ${order.orderId} holds no regulated items.`);
  return order;
}

type Answer = z.output<typeof bodyShape>['regulatedOrderVerificationStatus'];

function verified(answer: Answer): { status: 'Approved' | 'Rejected'; reviewerId: string; reasonId?: string } {
  const { status, externalReviewerId, rejectionReasonId } = answer;
  const messages = [
    ...(status === 'Approved' || status === 'Rejected' ? [] : ['Invalid request parameter `status`. Must be one of [Approved, Rejected].']),
    ...(status === 'Rejected' && rejectionReasonId === undefined ? ['Missing request parameter: rejectionReasonId.'] : []),
    ...(externalReviewerId === undefined ? ['Missing request parameter: externalReviewerId.'] : []),
  ];
  if (messages.length > 0 || (status !== 'Approved' && status !== 'Rejected')) {
    throw new ApiFailure(
      400,
      messages.map((message) => ({ code: 'InvalidInput', message })),
    );
  }
  return { status, reviewerId: externalReviewerId ?? '', ...(rejectionReasonId === undefined ? {} : { reasonId: rejectionReasonId }) };
}

function infoView(order: SimOrder): View {
  const { verification } = order;
  const reason = REJECTION_REASONS.find((each) => each.RejectionReasonId === verification?.reasonId);
  return {
    AmazonOrderId: order.orderId,
    RequiresDosageLabel: false,
    RegulatedInformation: {
      Fields: [
        { FieldId: 'animal_name', FieldLabel: 'Name', FieldType: 'Text', FieldValue: 'Pepper' },
        { FieldId: 'animal_species', FieldLabel: 'Species', FieldType: 'Text', FieldValue: 'Dog' },
      ],
    },
    RegulatedOrderVerificationStatus: {
      Status: verification?.status ?? 'Pending',
      RequiresMerchantAction: verification === undefined,
      ValidRejectionReasons: REJECTION_REASONS,
      ...(reason ? { RejectionReason: reason } : {}),
      ...(verification ? { ReviewDate: isoV0(verification.at), ExternalReviewerId: verification.reviewerId } : {}),
    },
  };
}
