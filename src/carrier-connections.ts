import type { CarrierConnection } from '#src/adapters/carriers/carrier-http.ts';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { marketplacesOf } from '#src/modules/accounts/questions.ts';
import { carrierKey } from '#src/modules/labels/index.ts';
import { carrierSettings } from '#src/modules/labels/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';

type Deps = {
  database: Database;
  sealing: Sealing;
  apiOf: (accountId: AccountId) => Promise<{ client: SpapiClient } | undefined>;
};

/** How the carriers of an account are reached once a label is theirs; also those that sell no new ones at the moment. */
export type CarrierConnections = {
  client: SpapiClient | undefined;
  country: string;
  easypost: CarrierConnection | undefined;
  shippo: CarrierConnection | undefined;
};

/** For what comes after a label: its journey, the manifest it is on, the pickup. A carrier without a key is undefined. */
export const carrierConnections =
  ({ database, sealing, apiOf }: Deps) =>
  async (accountId: AccountId): Promise<CarrierConnections> => {
    const { settings, stores } = await database.read([accountId], async (db) => ({
      settings: await carrierSettings(db, accountId),
      stores: await marketplacesOf(db),
    }));
    const keyOf = (kind: 'easypost' | 'shippo') => {
      const setting = settings.find((each) => each.kind === kind);
      const key = setting && carrierKey(sealing, accountId, setting);
      return setting && key !== undefined ? { key, baseUrl: setting.baseUrl } : undefined;
    };
    const [easypost, shippo] = [keyOf('easypost'), keyOf('shippo')];
    return {
      client: (await apiOf(accountId))?.client,
      country: marketplaceOf(stores.find((store) => store.accountId === accountId)?.marketplaceId ?? '')?.country ?? 'US',
      easypost: easypost && {
        baseUrl: easypost.baseUrl ?? 'https://api.easypost.com',
        authorization: `Basic ${Buffer.from(`${easypost.key}:`).toString('base64')}`,
      },
      shippo: shippo && { baseUrl: shippo.baseUrl ?? 'https://api.goshippo.com', authorization: `ShippoToken ${shippo.key}` },
    };
  };
