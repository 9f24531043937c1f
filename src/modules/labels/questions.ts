export { allCustoms } from './customs-views.ts';
export type { Label } from './label.ts';
export { arrivalOf, isLateRisk } from './promise-rules.ts';
export { type RuleState, rulesOf } from './rule-views.ts';
export { isGivenBack } from './states.ts';
export { type CarrierSetting, carrierSettings, labelsOf, numbersUnused, oneQuote, type Quote, settingsOf } from './views.ts';
