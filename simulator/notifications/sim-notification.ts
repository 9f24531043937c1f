import type { FaultKind } from '../faults/fault.ts';

/** The types that are really sent, each with the version of its payload. */
export const SENT_TYPES = {
  ORDER_CHANGE: '1.0',
  REPORT_PROCESSING_FINISHED: '2020-09-04',
  FEED_PROCESSING_FINISHED: '2020-09-04',
} as const;
export type SentType = keyof typeof SENT_TYPES;

/** A place where an application wants notifications: a queue, or a bus that nothing here delivers to. */
export type SimDestination = {
  destinationId: string;
  clientId: string;
  name: string;
  sqsArn?: string;
  eventBridge?: { name: string; region: string; accountId: string };
};

export type SimSubscription = {
  subscriptionId: string;
  clientId: string;
  sellerId: string;
  type: SentType;
  payloadVersion: string;
  destinationId: string;
  eventFilter?: EventFilter;
};

export type EventFilter = {
  eventFilterType: string;
  marketplaceIds?: string[] | undefined;
  orderChangeTypes?: string[] | undefined;
};

/** A notification on its way to a queue. */
export type SimNotification = {
  key: string;
  at: number;
  notificationId: string;
  subscriptionId: string;
  arn: string;
  type: SentType;
  subject: string;
  body: { eventAt: number; applicationId: string; payload: Record<string, unknown> };
  faults: FaultKind[];
};
