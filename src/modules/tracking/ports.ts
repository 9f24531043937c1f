import type { Scan } from './facts.ts';

/** What names a parcel at who tells of it. */
export type Tracked = { tracking: string; carrier: string; handle: Record<string, unknown> };

/** All that is told of a parcel by now, in any order. */
export type Journey = { scans: Scan[]; promisedAt: Date | null };

/**
 * Who tells of parcels. It answers null for a number that it does not know (yet). It throws AppErrors as `Carrier` of labels
 * does: AMAZON_THROTTLED with `data.nextAt`, CARRIER_UNAVAILABLE, CARRIER_UNAUTHORISED, CARRIER_REFUSED …
 */
export type TrackingSource = { journey(parcel: Tracked): Promise<Journey | null> };
