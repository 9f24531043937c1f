/** What other modules may ask of shipping. */
export { type AmazonCarrier, amazonCarrier, carrierName, carrierOf, carriersFor, trackingUrl } from './carrier-codes.ts';
export { checkTracking, type TrackingQuestion } from './check-tracking.ts';
export { identifyTracking, type TrackingHints } from './identify-tracking.ts';
export { normaliseTracking } from './normalise-tracking.ts';
