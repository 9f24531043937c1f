import { amazonShipping } from '#src/adapters/carriers/amazon-shipping/amazon-shipping.ts';
import { buyShipping } from '#src/adapters/carriers/buy-shipping/buy-shipping.ts';
import { easypost } from '#src/adapters/carriers/easypost/easypost.ts';
import { shippo } from '#src/adapters/carriers/shippo/shippo.ts';
import { printRaw } from '#src/adapters/printers/print-raw.ts';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { marketplacesOf } from '#src/modules/accounts/questions.ts';
import {
  type ConnectedCarrier,
  carrierKey,
  isTestKey,
  type LabelConfirmation,
  type LabelStep,
  type LabelsDeps,
} from '#src/modules/labels/index.ts';
import type { Bought, Carrier } from '#src/modules/labels/ports.ts';
import { type CarrierSetting, carrierSettings } from '#src/modules/labels/questions.ts';
import { askWrites, mustBeWritable } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { slipsOfParcels } from './slips-of-parcels.ts';

type Deps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  readOnlyDesk: boolean;
  apiOf: (accountId: AccountId) => Promise<{ client: SpapiClient } | undefined>;
  onStep?: ((step: LabelStep) => void) | undefined;
};

/** What labels need of the desk: the carriers of each account, and the way a bought label is confirmed at Amazon. */
export function labelParts({ database, sealing, clock, readOnlyDesk, apiOf, onStep }: Deps): LabelsDeps {
  /** EasyPost and Shippo, where they are on and have a key. Nothing leaves while the account is read-only. */
  const ownCarrier = (setting: CarrierSetting, accountId: AccountId): ConnectedCarrier[] => {
    const { kind, enabled, baseUrl } = setting;
    if (!enabled || (kind !== 'easypost' && kind !== 'shippo')) return [];
    const key = carrierKey(sealing, accountId, setting);
    if (key === undefined) return [];
    const permit = () => mustBeWritable(database, accountId, { readOnlyDesk });
    const carrier =
      kind === 'easypost'
        ? easypost({ baseUrl: baseUrl ?? 'https://api.easypost.com', authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
        : shippo({ baseUrl: baseUrl ?? 'https://api.goshippo.com', authorization: `ShippoToken ${key}` });
    return [{ kind, carrier: permitted(isTestKey(key) ? ofSamples(carrier) : carrier, permit) }];
  };
  const carriersOf = async (accountId: AccountId): Promise<ConnectedCarrier[]> => {
    const api = await apiOf(accountId);
    if (!api) return [];
    const { settings, stores } = await database.read([accountId], async (db) => ({
      settings: await carrierSettings(db, accountId),
      stores: await marketplacesOf(db),
    }));
    const isOn = (kind: ConnectedCarrier['kind'], unless: boolean) => settings.find((each) => each.kind === kind)?.enabled ?? unless;
    const country = marketplaceOf(stores.find((store) => store.accountId === accountId)?.marketplaceId ?? '')?.country ?? 'US';
    return [
      ...(isOn('buy_shipping', true) ? [{ kind: 'buy_shipping' as const, carrier: buyShipping(api.client, clock) }] : []),
      ...settings.flatMap((each) => ownCarrier(each, accountId)),
      ...(isOn('amazon_shipping', false)
        ? [{ kind: 'amazon_shipping' as const, carrier: amazonShipping(api.client, clock, country) }]
        : []),
    ];
  };
  const confirm = async (confirmation: LabelConfirmation): Promise<string | null> => {
    const { accountId, orderId, key, tracking, reference, carrier, service, items } = confirmation;
    const told = {
      accountId,
      orderId,
      trackingNumber: tracking,
      ...(carrier === '' ? {} : { carrierCode: carrier }),
      shippingMethod: service,
      items,
    };
    const request =
      reference === undefined
        ? { action: 'confirm' as const, packages: [told] }
        : { action: 'edit' as const, packages: [{ ...told, reference, shipDate: clock.now().toISOString() }] };
    const [row] = await askWrites({ database, clock, readOnlyDesk }, request, { by: 'label', key });
    return row && row.writeId === null ? row.ruling.reason.key : null;
  };
  const drawSlips = slipsOfParcels({ database, sealing, clock });
  return { database, sealing, clock, carriersOf, confirm, drawSlips, sendToPrinter: printRaw(), ...(onStep ? { onStep } : {}) };
}

/** The carrier, asked for leave before it buys or gives back. */
const permitted = (carrier: Carrier, permit: () => Promise<void>): Carrier => ({
  ...carrier,
  buy: async (purchase) => {
    await permit();
    return carrier.buy(purchase);
  },
  void: async (receipt) => {
    await permit();
    return carrier.void(receipt);
  },
});

/** The carrier with a test key: what it sells is marked, so that nobody is told of it as a parcel. */
const ofSamples = (carrier: Carrier): Carrier => {
  const marked = <T extends { kind: string }>(answer: T | { kind: 'bought'; bought: Bought }) =>
    'bought' in answer ? { ...answer, bought: { ...answer.bought, receipt: { ...answer.bought.receipt, sample: true as const } } } : answer;
  return {
    ...carrier,
    buy: async (purchase) => marked(await carrier.buy(purchase)),
    find: async (purchase) => marked(await carrier.find(purchase)),
  };
};
