import { marketplaceOf } from '../accounts/marketplaces.ts';
import type { SimItem, SimOrder } from '../store/sim-order.ts';
import type { PersonalData } from './personal-data.ts';
import type { View } from './view.ts';

/** Who withholds the tax of a line: Amazon, wherever it is the deemed seller. */
export function itemTaxView(item: SimItem, order: SimOrder): View {
  const { region } = marketplaceOf(order.marketplaceId);
  const responsibleParty = { NA: 'Amazon Services, Inc.', EU: 'Amazon Services Europe S.a.r.L.', FE: undefined }[region];
  const isCollected = responsibleParty !== undefined && !/^0(?:\.0*)?$/.test(item.itemTax);
  const tax = {
    ...(item.iossNumber === undefined ? {} : { taxCalculationBreakdowns: [{ reportingScheme: 'IOSS' }] }),
    ...(isCollected ? { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty }] } : {}),
  };
  return Object.keys(tax).length === 0 ? {} : { tax };
}

/** Companies are registered for tax; that is who an invoice names. */
export function orderTaxView(order: SimOrder, personal: PersonalData): View {
  const { companyName } = order.buyer;
  if (companyName === undefined || !personal.company) return {};
  return { tax: { taxRegistrations: [{ entityType: 'BUYER', legalName: companyName, taxRegistrationType: 'BUSINESS' }] } };
}
