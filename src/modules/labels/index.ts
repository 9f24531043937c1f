export { addOwnLabel, askLabel, voidLabel } from './ask-label.ts';
export { forgetLabels } from './forget-labels.ts';
export { getRates } from './get-rates.ts';
export type { ConnectedCarrier, LabelStep } from './label.ts';
export type { LabelConfirmation, LabelsDeps } from './labels-deps.ts';
export { printLabels } from './print-labels.ts';
export { runLabels } from './run-labels.ts';
export { carrierKey, saveLabelSettings, switchCarrier } from './save-settings.ts';
export { sendLabels } from './send-labels.ts';
