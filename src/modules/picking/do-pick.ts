import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { carryIn } from './carry-tote.ts';
import type { DeedOutcome, PickDeed } from './contract.ts';
import { allAccounts, type PickingDeps } from './make-wave.ts';
import { beginDeed } from './pick-store.ts';
import { type Done, pickUnits } from './pick-units.ts';
import { picksOfKey } from './pick-views.ts';
import { readScan } from './read-scan.ts';
import { refused, saidBy } from './refuse.ts';
import { shortUnits } from './short-units.ts';
import type { Site } from './site.ts';
import { undoLast } from './undo-pick.ts';
import { holdWave } from './wave-store.ts';

/**
 * One deed of a picker at a wave, on orders of the accounts that the person sees. In one transaction: a process that dies
 * leaves nothing or all of it. A key that was done before does nothing and says so. What does not fit is refused in the answer,
 * not thrown. Throws NOT_FOUND for an unknown wave.
 */
export async function doPick(
  { database, clock }: PickingDeps,
  accounts: readonly AccountId[],
  waveId: string,
  deed: PickDeed,
  person: string,
): Promise<DeedOutcome> {
  const all = await allAccounts(database);
  try {
    return await database.write(all, async (tx) => {
      const now = clock.now();
      const { key } = deed;
      const wave = await holdWave(tx, waveId, 'share');
      if (!wave) throw new AppError('NOT_FOUND', `there is no wave ${waveId}`);
      if (!(await beginDeed(tx, { key, waveId, kind: deed.act, person }, now)))
        return { ok: true, repeated: true, said: { key: 'picking.said.before', values: {} }, binId: null, picks: await before(tx) };
      if (wave.state !== 'released') throw refused(`picking.no.wave.${wave.state}`);
      return { ok: true, repeated: false, ...(await done({ tx, wave, accounts, person, key, now }, deed)) };
    });
  } catch (error) {
    const said = saidBy(error);
    if (!said) throw error;
    return { ok: false, repeated: false, said, binId: null, picks: [] };
  }

  async function before(tx: Site['tx']): Promise<DeedOutcome['picks']> {
    const rows = await picksOfKey(tx, accounts, deed.key);
    return rows
      .filter(({ kind }) => kind === 'picked')
      .map(({ accountId, orderId, tote, quantity }) => ({ accountId, orderId, tote, units: quantity }));
  }
}

function done(site: Site, deed: PickDeed): Promise<Done> {
  switch (deed.act) {
    case 'scan':
      return readScan(site, deed);
    case 'pick':
      return pickUnits(site, deed);
    case 'short':
      return shortUnits(site, deed);
    case 'tote':
      return carryIn(site, deed.code, deed.order);
    case 'undo':
      return undoLast(site);
  }
}
