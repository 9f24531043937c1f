import type { Control } from '../../simulator/control/control.ts';
import type { SimulatorOptions } from '../../simulator/start-simulator.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';

/** A year of the demo shop in North America, and shops in Europe and Japan that `addEveryKind` fills. */
export const SHOPS: SimulatorOptions = {
  seed: 11,
  orders: 300,
  accounts: [
    { name: 'demo', region: 'NA' },
    { name: 'europe', region: 'EU' },
    { name: 'japan', region: 'FE' },
    { name: 'clerk', region: 'NA', sellerId: 'A1CLERKOFDEMO', roles: ['inventory-and-order-tracking'] },
    { name: 'stranger', region: 'NA', roles: [] },
  ],
};

const STATUSES = ['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE'] as const;

/** Orders of every status and kind for the shops abroad and for the clerk, who sees no personal data. */
export function addEveryKind(control: Control): void {
  for (const account of ['europe', 'japan', 'clerk']) {
    for (const status of STATUSES) {
      for (const fulfilledBy of ['MERCHANT', 'AMAZON'] as const) control.createShopOrder({ account, status, fulfilledBy, items: 2 });
    }
    for (const { marketplaceIds } of control.accounts().filter(({ name }) => name === account))
      for (const marketplaceId of marketplaceIds) control.createShopOrder({ account, marketplaceId, sellerOrderId: `SO-${marketplaceId}` });
    const replaced = control.createShopOrder({ account, status: 'SHIPPED' }).orderId;
    control.createShopOrder({ account, replaces: replaced });
    control.createShopOrder({ account, gift: { message: 'お誕生日おめでとう', wrapLevel: 'Classic' } });
    control.createShopOrder({ account, companyName: 'Mill & Sons', purchaseOrderNumber: 'PO-77', address: { companyName: 'Mill & Sons' } });
    control.createShopOrder({ account, cancelRequest: 'Ordered by mistake' });
    control.createShopOrder({ account, regulated: true });
    for (const cancelledBy of ['BUYER', 'MERCHANT', 'AMAZON'] as const)
      control.createShopOrder({ account, status: 'CANCELLED', cancelledBy });
    for (const program of ['PRIME', 'PREMIUM', 'PREORDER', 'AMAZON_EASY_SHIP', 'IN_STORE_PICK_UP', 'INVOICE_BY_AMAZON', 'FBM_SHIP_PLUS'])
      control.createShopOrder({ account, programs: [program] });
    for (const paymentMethod of ['COD', 'CVS', 'Invoice'] as const) control.createShopOrder({ account, paymentMethod });
    control.createShopOrder({
      account,
      items: [
        { programs: ['TRANSPARENCY'], quantity: 2 },
        { customizationUrl: 'https://example.com/custom/1', programs: ['SUBSCRIBE_AND_SAVE'] },
        { condition: 'Used', iossNumber: 'IM2760000742' },
        { condition: 'Refurbished' },
        { condition: 'Collectible' },
      ],
      address: { type: 'PICKUP_POINT', line2: '2nd floor', line3: 'Back door', districtOrCounty: 'Old Town' },
    });
    const delivered = control.createShopOrder({ account, status: 'SHIPPED' }).orderId;
    control.deliver(delivered);
    control.createOrder({
      account,
      deliveryInstruction: 'Ring twice',
      items: [{ pointsCost: '20', promotionIds: ['SUMMER'], itemDiscount: '2.00' }],
    });
  }
}

/** What there must be among the orders, so that "every answer" means something. */
export const KINDS: Record<string, (order: SimOrder) => boolean> = {
  ...Object.fromEntries(STATUSES.map((status) => [status, (order: SimOrder) => order.status === status])),
  'fulfilled by Amazon': (order) => order.fulfilledBy === 'AMAZON',
  'in yen': (order) => order.currency === 'JPY' && order.status === 'SHIPPED',
  'in euros': (order) => order.currency === 'EUR',
  'a gift': (order) => order.items.some(({ gift }) => gift?.message),
  customised: (order) => order.items.some(({ customizationUrl }) => customizationUrl),
  'of a company': (order) => order.buyer.companyName !== undefined,
  Prime: (order) => order.programs.includes('PRIME'),
  'a replacement': (order) => order.replaces !== undefined,
  'with several packages': (order) => order.packages.length > 1,
  delivered: (order) => order.packages.some(({ status }) => status === 'DELIVERED'),
  'asked to be cancelled': (order) => order.items.some(({ cancelRequest }) => cancelRequest),
  'with points': (order) => order.items.some(({ pointsCost }) => pointsCost),
  'with a discount': (order) => order.items.some(({ promotionIds }) => promotionIds.length > 0),
  regulated: (order) => order.regulated === true,
  'with Transparency': (order) => order.items.some(({ programs }) => programs.includes('TRANSPARENCY')),
};
