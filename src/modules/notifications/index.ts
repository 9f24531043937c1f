export { forgetMessages } from './forget-messages.ts';
export { type ConnectQueue, saveQueue } from './queues.ts';
export { createReceivers, type Receivers, type ReceiveStep } from './receive.ts';
export { dropMessage, replayMessages } from './replay.ts';
export { keepSubscriptions, type SubscriptionDeps, subscribe, unsubscribe } from './subscriptions.ts';
export { type TakeDeps, takeMessages } from './take-messages.ts';
export { workNotices } from './work-notices.ts';
