import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '#src/kernel/clock.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { DrawSlips } from '#src/modules/labels/ports.ts';
import { makeSlips, renderSlips } from '#src/modules/slips/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };

/** Packing slips for labels, which know nothing of slips: one for each parcel, of what is in it. An order that gets none has no page. */
export const slipsOfParcels =
  (deps: Deps): DrawSlips =>
  async (accountId, parcels, paper, reader) => {
    const accounts = (await listAccounts(deps.database)).filter((account) => account.accountId === accountId);
    const { slips } = await makeSlips(deps, { orders: parcels.map((parcel) => ({ accountId, ...parcel })), accounts, reader });
    const out = new PassThrough();
    const [pdf, { pagesOf }] = await Promise.all([buffer(out), renderSlips(slips, { paper, printedAt: deps.clock.now() }, out)]);
    let next = 0;
    const pages = parcels.map(({ orderId }) => (slips[next]?.orderId === orderId ? (pagesOf[next++] ?? 0) : 0));
    return { pdf, pages };
  };
