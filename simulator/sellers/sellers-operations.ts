import { marketplaceOf } from '../accounts/marketplaces.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import type { SellerOperation } from '../http/operation.ts';

/** The Sellers API: who the seller is and where they sell. */
export function sellersOperations(): SellerOperation[] {
  return [
    {
      name: 'getMarketplaceParticipations',
      method: 'GET',
      path: '/sellers/v1/marketplaceParticipations',
      rate: 0.016,
      burst: 15,
      handle: ({ account }) => ({ status: 200, body: { payload: participations(account) } }),
    },
    {
      name: 'getAccount',
      method: 'GET',
      path: '/sellers/v1/account',
      rate: 0.016,
      burst: 15,
      handle: ({ account }) => ({
        status: 200,
        body: { payload: accountView(account) },
      }),
    },
  ];
}

function accountView(account: SimAccount) {
  const { addressLine1, city, stateOrRegion, postalCode, countryCode } = account.shipFrom;
  const state = stateOrRegion === undefined ? {} : { stateOrProvinceCode: stateOrRegion };
  const address = { addressLine1, city, ...state, postalCode, countryCode };
  return {
    marketplaceParticipationList: participations(account),
    businessType: 'PRIVATE_LIMITED',
    sellingPlan: 'PROFESSIONAL',
    business: {
      name: `${account.storeName} Ltd.`,
      registeredBusinessAddress: address,
      companyRegistrationNumber: '20260001',
      companyTaxIdentificationNumber: '900000001',
    },
    primaryContact: { name: 'Robin Thistle', address },
  };
}

function participations({ marketplaceIds, storeName }: SimAccount) {
  return marketplaceIds.map((each) => {
    const { id, name, country, currency, language, domain } = marketplaceOf(each);
    return {
      marketplace: { id, name, countryCode: country, defaultCurrencyCode: currency, defaultLanguageCode: language, domainName: domain },
      storeName,
      participation: { isParticipating: true, hasSuspendedListings: false },
    };
  });
}
