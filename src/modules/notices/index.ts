export { messages } from './messages.ts';
export { matchAlerts, openAlert, openAlerts, resolveAlert, resolveAlerts } from './open-alert.ts';
export { addBrowser, changeSettings, noticeSettings, removeBrowser, type Self, type SettingsDeps, sendTrial } from './settings.ts';
export { readAlerts } from './store.ts';
export { tell } from './tell.ts';
export { type Found, type Look, watch } from './watch.ts';
