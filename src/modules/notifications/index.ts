export { forgetMessages } from './forget-messages.ts';
export { saveQueue } from './queues.ts';
export { createReceivers, type Receivers, type ReceiveStep } from './receive.ts';
export { dropMessage, replayMessages } from './replay.ts';
export { keepSubscriptions, type SubscriptionDeps, subscribe, unsubscribe } from './subscriptions.ts';
export type { TakeDeps } from './take-messages.ts';
export { workNotices } from './work-notices.ts';
