export { messageOf } from './rules.ts';
export { listDeliveries, listWebhooks } from './views.ts';
