import type { OrderFacts } from '#src/modules/orders/facts.ts';

/** A queue of Amazon SQS, or of a server that speaks its protocol. Throws AppErrors: QUEUE_REFUSED, QUEUE_UNAVAILABLE. */
export type Queue = {
  /** Ten messages at most; waits up to `waitSeconds` (0 to 20) for the first. Ends early, with none, when aborted. */
  receive(waitSeconds: number, stopped?: AbortSignal): Promise<QueueMessage[]>;
  /** Takes messages out of the queue for good, ten at most. What is not taken out comes again. */
  remove(receipts: readonly string[]): Promise<void>;
  /** Proves that the keys may read the queue: its full name at Amazon, and how many messages stand in it, about. */
  look(): Promise<{ arn: string; waiting: number }>;
  close(): void;
};

export type QueueMessage = { text: string; receipt: string };

export type QueueKeys = { accessKeyId: string; secretAccessKey: string };

export type QueuePlace = { queueUrl: string; region: string; endpoint: string | null };

/** Amazon's own list of who wants to hear of what. Destinations belong to the application, subscriptions to seller and application. */
export type NotificationsApi = {
  destinations(): Promise<Destination[]>;
  createDestination(name: string, arn: string): Promise<Destination>;
  deleteDestination(destinationId: string): Promise<void>;
  /** Undefined where there is none. */
  subscription(type: string): Promise<Subscription | undefined>;
  createSubscription(type: string, destinationId: string): Promise<Subscription>;
  deleteSubscription(type: string, subscriptionId: string): Promise<void>;
};

export type Destination = { destinationId: string; arn: string | undefined };
export type Subscription = { subscriptionId: string; destinationId: string };

/** What a message says, as far as it can be read. `body` is without personal data; undefined for a text that is no JSON. */
export type ReadMessage = {
  notificationId: string | undefined;
  type: string | undefined;
  /** When it happened at Amazon. */
  eventAt: Date | undefined;
  /** The order, report or feed. */
  subject: string | undefined;
  body: unknown;
  content: Content;
};

export type Content =
  /** `facts` is undefined where the message says too little to make an order of. */
  | { kind: 'order'; sellerId: string; orderId: string; facts: OrderFacts | undefined }
  | { kind: 'report'; sellerId: string; reportId: string }
  | { kind: 'feed'; sellerId: string; feedId: string }
  | { kind: 'odd'; reason: OddReason; detail: string };

export type OddReason = 'not_json' | 'unknown_type' | 'schema';

/** Reads a message as it came, or the body that was kept of one. Never throws. */
export type Reader = { readText(text: string): ReadMessage; readBody(body: unknown): ReadMessage };
