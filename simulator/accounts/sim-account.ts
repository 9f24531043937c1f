import type { Role } from './roles.ts';

/** One seller's authorisation of one application in one region. */
export type SimAccount = {
  name: string;
  region: Region;
  sellerId: string;
  storeName: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  marketplaceIds: string[];
  roles: Role[];
  shipFrom: ShipFrom;
};

export type Region = 'NA' | 'EU' | 'FE';

export type ShipFrom = {
  name: string;
  addressLine1: string;
  city: string;
  stateOrRegion?: string;
  postalCode: string;
  countryCode: string;
};
