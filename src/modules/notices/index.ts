export { type AlertName, matchAlerts, type NewAlert, openAlert, resolveAlert } from './open-alert.ts';
