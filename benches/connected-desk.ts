import { createApp } from '#src/app.ts';
import type { App } from '#src/app-deps.ts';
import { type SteppedClock, steppedClock } from '#src/kernel/clock.ts';
import { saveAccount } from '#src/modules/accounts/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { silentLog } from '#src/platform/log.ts';
import { createSealing } from '#src/platform/sealing.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import type { BenchDatabase } from './bench-database.ts';

type ConnectedDesk = { app: App; clock: SteppedClock; accountId: string };

/** The real desk on the bench's database, connected to the shop as its only account; its clock stands at the shop's time. */
export async function connectedDesk(
  { database, owner }: BenchDatabase,
  { control, url }: Simulator,
  begin: (tx: Tx, accountId: string, clock: SteppedClock) => Promise<void>,
): Promise<ConnectedDesk> {
  const clock = steppedClock(new Date(control.now()));
  const sealing = createSealing(Buffer.alloc(32, 7));
  const amazon = { sleep: async () => {} };
  const app = createApp({ database, sealing, clock, log: silentLog, version: 'bench', random: () => 0.5, amazon });
  const [seller] = control.accounts();
  if (!seller) throw new Error('the shop has no account');
  await owner.query('DELETE FROM account');
  const accountId = await saveAccount(
    { database, sealing, clock },
    {
      name: 'Bench',
      region: 'NA',
      host: 'simulator',
      sellerId: seller.sellerId,
      apiUrl: url,
      tokenUrl: `${url}/auth/o2/token`,
      credentials: { clientId: seller.clientId, clientSecret: seller.clientSecret, refreshToken: seller.refreshToken },
      marketplaces: seller.marketplaceIds.map((marketplaceId) => ({ marketplaceId, participates: true, storeName: null })),
    },
    undefined,
    (tx, id) => begin(tx, id, clock),
  );
  return { app, clock, accountId };
}
