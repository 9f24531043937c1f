import { collectionForms } from '#src/adapters/carriers/amazon-shipping/collection-forms.ts';
import { easypostErrands } from '#src/adapters/carriers/easypost/easypost-errands.ts';
import { shippoErrands } from '#src/adapters/carriers/shippo/shippo-errands.ts';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import { easyShip, listSlots } from '#src/adapters/spapi/easy-ship.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type ErrandStep, type HandoverDeps, runHandover } from '#src/modules/handover/index.ts';
import type { Messenger } from '#src/modules/handover/ports.ts';
import { packStatesOf } from '#src/modules/packing/questions.ts';
import { mustBeWritable } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Work } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { carrierConnections } from './carrier-connections.ts';

type Deps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  readOnlyDesk: boolean;
  apiOf: (accountId: AccountId) => Promise<{ client: SpapiClient } | undefined>;
  onStep?: ((step: ErrandStep) => void) | undefined;
};

/** What handing over needs of the desk: who does errands for each account. Nothing leaves while the account is read-only. */
export function handoverParts({ database, sealing, clock, readOnlyDesk, apiOf, onStep }: Deps): {
  deps: HandoverDeps;
  works: { handover: Work };
} {
  const connectionsOf = carrierConnections({ database, sealing, apiOf });
  const deps: HandoverDeps = {
    database,
    sealing,
    clock,
    messengersOf: async (accountId) => {
      const { client, country, easypost, shippo } = await connectionsOf(accountId);
      const permit = () => mustBeWritable(database, accountId, { readOnlyDesk });
      return {
        // The client of Amazon asks for leave itself.
        ...(client ? { amazon_shipping: collectionForms(client, country), easy_ship: easyShip(client) } : {}),
        ...(easypost ? { easypost: permitted(easypostErrands(easypost), permit) } : {}),
        ...(shippo ? { shippo: permitted(shippoErrands(shippo), permit) } : {}),
      };
    },
    listSlots: async (accountId) => {
      const { client } = await connectionsOf(accountId);
      return client && listSlots(client);
    },
    // What lies half packed on a table does not leave; an account that does not pack by scan has none.
    unpackedOf: async (db, accountId, orderIds) => {
      const states = await packStatesOf(db, accountId, orderIds);
      return new Set([...states.values()].flatMap(({ orderId, state }) => (state === 'open' || state === 'part' ? [orderId] : [])));
    },
    ...(onStep ? { onStep } : {}),
  };
  return { deps, works: { handover: runHandover(deps) } };
}

const permitted = (messenger: Messenger, permit: () => Promise<void>): Messenger => ({
  ...messenger,
  send: async (errand) => {
    await permit();
    return messenger.send(errand);
  },
});
