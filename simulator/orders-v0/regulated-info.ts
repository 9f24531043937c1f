import { invalidInput, notFound } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerCall, SellerOperation } from '../http/operation.ts';
import { orderOfCall } from '../orders/get-order.ts';
import type { View } from '../orders/view.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { OrderTable } from '../store/order-table.ts';
import type { SimOrder } from '../store/sim-order.ts';
import { answerShape, VALID_DETAILS, verified } from './verification-answer.ts';
import { isoV0 } from './words-v0.ts';

const REJECTION_REASONS = [
  { RejectionReasonId: 'unsuitable_product', RejectionReasonDescription: 'This medicine does not suit the animal.' },
  { RejectionReasonId: 'too_young', RejectionReasonDescription: 'The animal is too young for this medicine.' },
  { RejectionReasonId: 'wrong_weight', RejectionReasonDescription: 'The weight of the animal does not match the size ordered.' },
];

const INTERIM_STATUSES = [
  { StatusCode: 'vet_contacted', StatusDescription: 'The veterinarian was asked.' },
  { StatusCode: 'awaiting_vet', StatusDescription: 'The veterinarian has not answered yet.' },
];

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
        const { regulatedOrderVerificationStatus: answer } = jsonBody(call, answerShape);
        const order = regulatedOrder(call, orders);
        const { decision, reviewerId } = verified(answer, order.verification?.status ?? 'Pending');
        if (decision && !order.regulated) throw invalidInput('The verification of this order is not open any more.');
        const { regulated: _, ...rest } = order;
        const decided = decision ? { ...rest, verification: { ...decision, reviewerId, at: call.now } } : order;
        orders.put(order.orderId, { ...decided, updatedAt: call.now });
        writes.note(order, { kind: 'verification', reference: decision?.status ?? 'details', detail: answer }, 'api', call.now);
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
      ValidVerificationDetails: Object.entries(VALID_DETAILS).map(([VerificationDetailType, ValidVerificationStatuses]) => ({
        VerificationDetailType,
        ValidVerificationStatuses,
      })),
      ValidInterimStatusCodes: INTERIM_STATUSES,
      ...(reason ? { RejectionReason: reason } : {}),
      ...(verification ? { ReviewDate: isoV0(verification.at), ExternalReviewerId: verification.reviewerId } : {}),
    },
  };
}
