import type { Difference } from './differences.ts';

/** A place where the simulator's answer to a case of Amazon's sandbox is not that of the case, and why it is right to be so. */
export type Deviation = { path: RegExp; kinds: Difference['kind'][]; why: string };

/** Cases that the simulator answers with another status. docs/simulator-fidelity.md tells of them. */
export const OTHER_STATUS: Record<string, { status: number; why: string }> = {
  'getAccount /sellers/v1/account 400 #1': { status: 200, why: 'Its request is that of the case for 200.' },
  'updateVerificationStatus /orders/v0/orders/{orderId}/regulatedInfo 400 #5': {
    status: 204,
    why: 'Alternatives belong to a rejection, says the model; the case stands among the refusals, without an error.',
  },
  'updateVerificationStatus /orders/v0/orders/{orderId}/regulatedInfo 400 #6': {
    status: 204,
    why: 'News belong to a pending verification, says the model; the case stands among the refusals, without an error.',
  },
};

/** Fields of the examples that no order of the simulator has. */
export const NOT_SERVED: Deviation[] = [
  { path: /\.serialNumbers$/, kinds: ['missing'], why: 'Serial numbers are not simulated.' },
  {
    path: /\.(measurement|fulfillment\.picking)$/,
    kinds: ['missing'],
    why: 'Weighed goods and their substitutes (Amazon Fresh) are not simulated.',
  },
  {
    path: /\.tax\.(taxInvoicing|taxRegistrations\[\](\.taxRegistration(Number|Address|Attributes))?)$/,
    kinds: ['missing'],
    why: 'The tax numbers and invoices of Brazil and Turkey are not simulated; a company is registered by its name.',
  },
  {
    path: /(\.paymentExecutions\[\]\.(acquirerId|cardBrand|authorizationCode)|\.PaymentExecutionDetail)$/,
    kinds: ['missing'],
    why: 'How a card was charged is told in Brazil only, and not simulated.',
  },
  { path: /\.labelPrintingWindow$/, kinds: ['missing'], why: 'When labels may be printed is not simulated.' },
  { path: /\.associatedOrderItems$/, kinds: ['missing'], why: 'Services bought with goods are not simulated.' },
  { path: /\.FulfillmentInstruction$/, kinds: ['missing'], why: 'Supply sources are not simulated.' },
  { path: /\.ElectronicInvoiceStatus$/, kinds: ['missing'], why: 'Electronic invoices are not simulated.' },
  { path: /\.StoreChainStoreId$/, kinds: ['missing'], why: 'Chains of stores are not simulated.' },
];

/** Examples that say something else than the documentation of the same model. */
export const EXAMPLES_AGAINST_WORDS: Deviation[] = [
  { path: /^orders\[\]\.buyer\.buyerEmail$/, kinds: ['missing'], why: 'The e-mail is documented for merchant-fulfilled orders only.' },
  {
    path: /^payload\.((Earliest|Latest)(Ship|Delivery)Date|DefaultShipFromLocationAddress)$/,
    kinds: ['missing'],
    why: 'Dates and places of shipping are documented for seller-fulfilled orders only.',
  },
  { path: /\.tax\.taxCollections$/, kinds: ['missing'], why: 'Nobody collects tax where there is none.' },
  { path: /\.CreatedBefore$/, kinds: ['value'], why: 'The example is a number in words, the documentation says ISO 8601.' },
  { path: /\.NumberOfItemsUnshipped$/, kinds: ['value'], why: 'The example has an order of nothing.' },
  {
    path: /\.GiftWrapPrice\.CurrencyCode$/,
    kinds: ['value'],
    why: 'The example has a hundredth of a yen, in an order that is in dollars elsewhere.',
  },
  { path: /\.marketplace\.name$/, kinds: ['value'], why: 'The other operation of the same API names the store, not the country.' },
];

/** Places where each side has words of its own. */
export const OWN_WORDS: Deviation[] = [
  { path: /([nN]extToken|restrictedDataToken)$/, kinds: ['value'], why: 'Tokens are opaque.' },
  {
    path: /^(feeds\[\]\.)?(feedId|feedType|feedDocumentId|url|createdTime|processingEndTime)$/,
    kinds: ['value'],
    why: 'Feeds and documents have the names and times that they were given here.',
  },
  {
    path: /^(feeds\[\]\.)?processingStartTime$/,
    kinds: ['missing'],
    why: 'A feed that was cancelled in the queue was never started.',
  },
  {
    path: /^errors\[\]\.(code|message|details)$/,
    kinds: ['value'],
    why: 'The code is a word, and the text says which parameter is wrong.',
  },
  {
    path: /\.(shipFromAddress|DefaultShipFromLocationAddress)\./,
    kinds: ['value', 'missing'],
    why: 'Parcels start at the warehouse of the account.',
  },
  {
    path: /\.(Fields|ValidRejectionReasons|ValidInterimStatusCodes)\[\]/,
    kinds: ['value', 'missing'],
    why: 'What is asked about regulated goods is the same for all of them here.',
  },
  { path: /^payload\.(business|primaryContact)\./, kinds: ['value', 'missing'], why: 'The business is that of the account.' },
  { path: /\.taxRegistrationType$/, kinds: ['value'], why: 'A company is registered as a business.' },
  { path: /\.PaymentMethodDetails\[\]$/, kinds: ['value', 'missing'], why: 'An order is paid in one way, which has one name here.' },
  { path: /\.IsSoldByAB$/, kinds: ['value'], why: 'Amazon Business as a reseller is not simulated.' },
  { path: /\.PurchaseDate$/, kinds: ['value'], why: 'The v0 API tells whole seconds.' },
];

export const DEVIATIONS = [...NOT_SERVED, ...EXAMPLES_AGAINST_WORDS, ...OWN_WORDS];

/** The deviation that allows a difference; the places of a list are all alike. */
export const allowing = ({ path, kind }: Difference): Deviation | undefined => {
  const place = path.replaceAll(/\[\d+\]/g, '[]');
  return DEVIATIONS.find((each) => each.kinds.includes(kind) && each.path.test(place));
};
