import { trackAmazon } from '#src/adapters/carriers/amazon-shipping/track-amazon.ts';
import { trackEasypost } from '#src/adapters/carriers/easypost/track-easypost.ts';
import { trackShippo } from '#src/adapters/carriers/shippo/track-shippo.ts';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { fetchOrders } from '#src/modules/sync/index.ts';
import { runTracking, type TrackingDeps } from '#src/modules/tracking/index.ts';
import type { Database } from '#src/platform/db.ts';
import { poke, type Work } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { carrierConnections } from './carrier-connections.ts';

type Deps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  apiOf: (accountId: AccountId) => Promise<{ client: SpapiClient } | undefined>;
};

export type TrackingParts = {
  deps: TrackingDeps;
  works: { tracking: Work };
  /** The work of labels, after which new labels are followed. */
  followed(labels: Work): Work;
};

/** What tracking needs of the desk: whom it may ask, and how orders are fetched anew. */
export function trackingParts({ database, sealing, clock, apiOf }: Deps): TrackingParts {
  const connectionsOf = carrierConnections({ database, sealing, apiOf });
  const deps: TrackingDeps = {
    database,
    clock,
    sourcesOf: async (accountId) => {
      const { client, country, easypost, shippo } = await connectionsOf(accountId);
      return {
        ...(client ? { amazon_shipping: trackAmazon(client, country) } : {}),
        ...(easypost ? { easypost: trackEasypost(easypost) } : {}),
        ...(shippo ? { shippo: trackShippo(shippo) } : {}),
      };
    },
    fetchOrders: (tx, accountId, orderIds) => fetchOrders(tx, accountId, orderIds, 'history', clock),
  };
  return {
    deps,
    works: { tracking: runTracking(deps) },
    followed: (labels) => async (accountId) => {
      const again = await labels(accountId);
      await database.write([accountId], (tx) => poke(tx, accountId, 'tracking', clock.now()));
      return again;
    },
  };
}
