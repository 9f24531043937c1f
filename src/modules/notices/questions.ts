export { countAlerts, listAlerts } from './list-alerts.ts';
export { outboxStates } from './message-views.ts';
export { openByAccount } from './views.ts';
