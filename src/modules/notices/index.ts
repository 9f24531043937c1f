export { matchAlerts, openAlert, openAlerts, resolveAlert, resolveAlerts } from './open-alert.ts';
