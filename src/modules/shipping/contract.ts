import { z } from 'zod';

/** Replies of tracking recognition, shared with the web and printed by `tracking identify --json`. */

/** One carrier that a number fits. `valid` is false only where a check digit exists and is not the right one. */
export const trackingCarrier = z.object({
  code: z.string(),
  name: z.string(),
  format: z.string(),
  valid: z.boolean(),
});
export type TrackingCarrier = z.infer<typeof trackingCarrier>;

/** Why something is surely no tracking number. */
export const refusalKind = z.enum(['empty', 'order_id', 'asin', 'phone', 'sku']);
export type RefusalKind = z.infer<typeof refusalKind>;

export const trackingRefusal = z.object({ kind: refusalKind, reason: z.string() });
export type TrackingRefusal = z.infer<typeof trackingRefusal>;

/**
 * What a number is. `number` is what was typed, `normalised` what is sent to Amazon. `carriers` is ranked, the likeliest
 * first; more than one means: ask. `valid`: it is right for one of them. `warning`: the check digit is wrong, likely a typo.
 */
export const trackingIdentity = z.object({
  number: z.string(),
  normalised: z.string(),
  valid: z.boolean(),
  carriers: z.array(trackingCarrier),
  warning: z.string().optional(),
  refusal: trackingRefusal.optional(),
});
export type TrackingIdentity = z.infer<typeof trackingIdentity>;

/** What the screen translates: each reason has one message and one remedy. */
export const trackingReason = z.enum(['fits', 'not_checkable', 'check_digit', 'other_carrier', 'unknown_shape', 'not_a_tracking_number']);
export type TrackingReason = z.infer<typeof trackingReason>;

/** The answer when a person confirms a shipment. `refused` cannot be sent; `warning` may be sent all the same. */
export const trackingCheck = z.object({
  outcome: z.enum(['ok', 'warning', 'refused']),
  reason: trackingReason,
  message: z.string(),
  remedy: z.string(),
  normalised: z.string(),
  /** Other carriers that the number fits, best first; for "did you mean". */
  suggestions: z.array(trackingCarrier),
});
export type TrackingCheck = z.infer<typeof trackingCheck>;

/** A line of the carrier list in the confirm dialog. */
export const carrierChoice = z.object({
  code: z.string(),
  name: z.string(),
  amazonCode: z.string(),
  /** Only with `amazonCode` Other: the name that Amazon wants beside it. */
  amazonName: z.string().optional(),
  trackingUrl: z.string().optional(),
});
export type CarrierChoice = z.infer<typeof carrierChoice>;
