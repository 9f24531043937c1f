import type { AccountId } from '#src/kernel/ids.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { mustFit } from './keep-draft.ts';
import type { CarrierKind } from './label.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { type NewSettings, saveCarrier, saveSettings as store } from './store.ts';
import type { CarrierSetting } from './views.ts';

type Deps = Pick<LabelsDeps, 'database' | 'clock'>;

/**
 * Where parcels leave from, what they are packed in, how labels are chosen and printed. Throws INVALID_INPUT for a rule that can
 * never choose.
 */
export async function saveLabelSettings({ database, clock }: Deps, accountId: AccountId, settings: NewSettings, by: string): Promise<void> {
  if (settings.rules) mustFit(settings.rules);
  await database.write([accountId], (tx) => store(tx, accountId, settings, by, clock.now()));
}

export type CarrierChange = { kind: CarrierKind; enabled: boolean; key?: string | undefined; baseUrl?: string | null | undefined };

/** What the key of a carrier is sealed to. */
const carrierBinding = (accountId: AccountId, kind: CarrierKind): string => `carrier ${accountId} ${kind}`;

/**
 * Switches a way of buying labels on or off; without a key or an address, the one that is there stays (`null`: the carrier's own
 * address again). Amazon's own need neither.
 */
export async function switchCarrier(
  deps: Deps & { sealing: Sealing },
  accountId: AccountId,
  change: CarrierChange,
  by: string,
): Promise<void> {
  const { database, clock, sealing } = deps;
  const { kind, enabled, key, baseUrl } = change;
  const sealed = key === undefined ? undefined : sealing.seal(Buffer.from(key), carrierBinding(accountId, kind));
  await database.write([accountId], (tx) => saveCarrier(tx, accountId, { kind, enabled, baseUrl, sealed }, by, clock.now()));
}

/** The key of a carrier; undefined where none was given. */
export const carrierKey = (sealing: Sealing, accountId: AccountId, { kind, sealed }: CarrierSetting): string | undefined =>
  sealed === null ? undefined : sealing.open(sealed, carrierBinding(accountId, kind)).toString('utf8');

/** Keys with which EasyPost and Shippo sell samples: no carrier takes a parcel with such a label. */
export const isTestKey = (key: string): boolean => /^(EZTK|shippo_test_)/.test(key);
