import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { WaveBody, WavePreview, WaveRule } from './contract.ts';
import { nowhere } from './plan-rules.ts';
import { choiceOf, previewOf } from './wave-choice.ts';
import { holdLocation, insertWave, insertWaveOrders } from './wave-store.ts';
import { waveOfKey } from './wave-views.ts';

export type PickingDeps = { database: Database; clock: Clock };

/** All accounts there are: bins and totes are shared by them, whoever looks. */
export const allAccounts = async (database: Database): Promise<AccountId[]> =>
  (await listAccounts(database)).map(({ accountId }) => accountId);

/** Which orders of `accounts` a wave would take now, and which not and why. Throws NOT_FOUND for an unknown location. */
export async function previewWave({ database, clock }: PickingDeps, accounts: readonly AccountId[], rule: WaveRule): Promise<WavePreview> {
  const all = await allAccounts(database);
  return database.read(all, async (db) => previewOf(await choiceOf(db, accounts, rule, clock.now())));
}

/**
 * Makes a wave of the orders that its rule takes, each promised unit of the location on exactly one line. The same key twice
 * makes one wave. Gives its id. Throws NOT_FOUND for an unknown location, NOT_ALLOWED_NOW when no order is taken.
 */
export async function makeWave(
  { database, clock }: PickingDeps,
  accounts: readonly AccountId[],
  body: WaveBody,
  by: string,
): Promise<string> {
  const all = await allAccounts(database);
  return database.write(all, async (tx) => {
    const now = clock.now();
    const { key, rule, release } = body;
    await holdLocation(tx, rule.locationId);
    const known = await waveOfKey(tx, key);
    if (known !== undefined) return known;
    const { chosen, place } = await choiceOf(tx, accounts, rule, now, body.orders);
    const name = body.name || `${place.name} ${now.toISOString().slice(0, 10)}`;
    const waveId =
      chosen.length === 0 ? undefined : await insertWave(tx, { key, name, locationId: rule.locationId, rule, by, released: release }, now);
    if (waveId === undefined) throw none();
    const orders = chosen.map(({ accountId, orderId, lines }) => ({
      accountId,
      orderId,
      lines: lines.map((line) => (line.binId === nowhere ? { ...line, binId: place.nameless } : line)),
    }));
    if ((await insertWaveOrders(tx, waveId, orders, now)) === 0) throw none();
    return waveId;
  });
}

const none = () =>
  new AppError('NOT_ALLOWED_NOW', 'no order can be picked by this rule now: the preview says which are left out, and why', {
    data: { reason: 'picking.none' },
  });
