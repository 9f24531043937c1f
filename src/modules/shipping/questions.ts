export { billableWeight, gramsOf, volumeRules } from './billable-weight.ts';
/** What other modules may ask of shipping. */
export { amazonCarrier, carrierOf, carriersFor, trackingUrl } from './carrier-codes.ts';
export { checkTracking } from './check-tracking.ts';
export { identifyTracking } from './identify-tracking.ts';
