import { z } from 'zod';
import { ApiFailure } from '../http/api-failure.ts';

type Status = 'Pending' | 'Approved' | 'Rejected';

/** Which details go with which status of the order. */
export const VALID_DETAILS = {
  prescriptionDetail: ['Approved'],
  approvedAlternativeDetails: ['Rejected'],
  interimStatusDetail: ['Pending'],
} as const satisfies Record<string, Status[]>;

type Detail = keyof typeof VALID_DETAILS;

const FIELDS: Record<Detail, string[]> = {
  prescriptionDetail: [
    'prescriptionId',
    'expirationDate',
    'writtenQuantity',
    'totalRefillsAuthorized',
    'usageInstructions',
    'refillsRemaining',
    'clinicId',
  ],
  approvedAlternativeDetails: ['attributeName', 'originalValue', 'approvedValue'],
  interimStatusDetail: ['statusCode', 'statusDateTime'],
};

const fields = z.record(z.string(), z.unknown());

export const answerShape = z.object({
  regulatedOrderVerificationStatus: z.object({
    status: z.string().optional(),
    externalReviewerId: z.string().optional(),
    rejectionReasonId: z.string().optional(),
    verificationDetails: z
      .object({ prescriptionDetail: fields, approvedAlternativeDetails: z.array(fields), interimStatusDetail: fields })
      .partial()
      .optional(),
  }),
});

export type Answer = z.output<typeof answerShape>['regulatedOrderVerificationStatus'];

/** `decision` is there when the seller decides; without it the answer only tells details. */
export type Verified = { reviewerId: string; decision?: { status: 'Approved' | 'Rejected'; reasonId?: string } };

/** The answer as Amazon takes it for an order that stands at `current`; throws its 400 with everything that is wrong. */
export function verified(answer: Answer, current: Status): Verified {
  const { status, externalReviewerId, rejectionReasonId } = answer;
  const details = Object.entries(answer.verificationDetails ?? {}).filter((entry): entry is [Detail, never] => entry[1] !== undefined);
  refuse(details.flatMap(([name, value]) => missingFields(name, value)));

  const isNews = details.length > 0 && (status === undefined || (status === 'Pending' && answer.verificationDetails?.interimStatusDetail));
  const decided = status === 'Approved' || status === 'Rejected' ? status : undefined;
  refuse([
    ...(decided || isNews ? [] : ['Invalid request parameter `status`. Must be one of [Approved, Rejected].']),
    ...details.flatMap(([name]) => unsupported(name, decided ?? current)),
    ...(decided === 'Rejected' && rejectionReasonId === undefined ? ['Missing request parameter: rejectionReasonId.'] : []),
    ...(externalReviewerId === undefined ? ['Missing request parameter: externalReviewerId.'] : []),
  ]);
  const reason = rejectionReasonId === undefined ? {} : { reasonId: rejectionReasonId };
  return { reviewerId: externalReviewerId ?? '', ...(decided ? { decision: { status: decided, ...reason } } : {}) };
}

function missingFields(name: Detail, value: Record<string, unknown> | Record<string, unknown>[]): string[] {
  const entries = Array.isArray(value) ? value : [value];
  const missing = FIELDS[name].filter((field) => entries.some((entry) => entry[field] === undefined));
  return missing.length === 0 ? [] : [`Missing required parameter(s) from ${name} value: ${missing.join(', ')}`];
}

function unsupported(name: Detail, status: Status): string[] {
  const valid: readonly Status[] = VALID_DETAILS[name];
  return valid.includes(status) ? [] : [`Verification Detail \`${name}\` is not supported when order is in ${status} status.`];
}

function refuse(messages: string[]): void {
  if (messages.length === 0) return;
  throw new ApiFailure(
    400,
    messages.map((message) => ({ code: 'InvalidInput', message })),
  );
}
