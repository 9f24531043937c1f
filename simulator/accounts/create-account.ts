import { createHash } from 'node:crypto';
import { marketplaceOf } from './marketplaces.ts';
import { DEFAULT_ROLES, type Role } from './roles.ts';
import type { Region, ShipFrom, SimAccount } from './sim-account.ts';

export type NewAccount = {
  name: string;
  region?: Region;
  marketplaceIds?: string[];
  roles?: Role[];
  sellerId?: string;
  storeName?: string;
  /** Accounts share one application unless they name their own. */
  application?: string;
};

const HOME: Record<Region, { marketplaceIds: string[]; shipFrom: ShipFrom }> = {
  NA: {
    marketplaceIds: ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2', 'A1AM78C64UM0Y8'],
    shipFrom: {
      name: 'Kiln & Thistle Warehouse',
      addressLine1: '410 Harbor Ln',
      city: 'Tacoma',
      stateOrRegion: 'WA',
      postalCode: '98421',
      countryCode: 'US',
    },
  },
  EU: {
    marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P', 'A13V1IB3VIYZZH', 'APJ6JRA9NG5V4', 'A1RKKUPIHCS9HS'],
    shipFrom: { name: 'Kiln & Thistle Lager', addressLine1: 'Hafenweg 12', city: 'Bremen', postalCode: '28195', countryCode: 'DE' },
  },
  FE: {
    marketplaceIds: ['A1VC38T7YXB528', 'A39IBJ37TRP1C6', 'A19VAU5U5O7RUS'],
    shipFrom: {
      name: 'Kiln & Thistle 横浜倉庫',
      addressLine1: '新横浜2-4-1',
      city: '横浜市',
      stateOrRegion: '神奈川県',
      postalCode: '222-0033',
      countryCode: 'JP',
    },
  },
};

/** An account whose ids and secrets follow from the seed and its name, so that a run can be repeated. */
export function createAccount(wanted: NewAccount, seed: number): SimAccount {
  const region = wanted.region ?? 'NA';
  const home = HOME[region];
  const marketplaceIds = wanted.marketplaceIds ?? home.marketplaceIds;
  for (const id of marketplaceIds) {
    if (marketplaceOf(id).region !== region)
      throw new RangeError(`Marketplace ${id} is not in region ${region}; an account lives in one region.`);
  }
  const hex = (...parts: string[]) =>
    createHash('sha256')
      .update([seed, ...parts].join('/'))
      .digest('hex');
  const application = wanted.application ?? 'default';
  return {
    name: wanted.name,
    region,
    sellerId:
      wanted.sellerId ??
      `A${BigInt(`0x${hex('seller', wanted.name)}`)
        .toString(36)
        .toUpperCase()
        .slice(0, 13)}`,
    storeName: wanted.storeName ?? 'Kiln & Thistle',
    clientId: `amzn1.application-oa2-client.${hex('client', application).slice(0, 32)}`,
    clientSecret: `amzn1.oa2-cs.v1.${hex('secret', application)}`,
    refreshToken: `Atzr|${Buffer.from(hex('refresh', wanted.name, application), 'hex').toString('base64url')}`,
    marketplaceIds,
    roles: wanted.roles ?? DEFAULT_ROLES,
    shipFrom: home.shipFrom,
  };
}
