import type { AccountId } from '#src/kernel/ids.ts';
import type { CarrierKind } from './label.ts';
import type { LabelsDeps } from './labels-deps.ts';
import { saveCarrier, saveSettings as store } from './store.ts';
import type { LabelSettings } from './views.ts';

type Deps = Pick<LabelsDeps, 'database' | 'clock'>;

/** Where parcels leave from, what they are packed in, how labels are chosen and printed. */
export const saveLabelSettings = ({ database, clock }: Deps, accountId: AccountId, settings: LabelSettings, by: string): Promise<void> =>
  database.write([accountId], (tx) => store(tx, accountId, settings, by, clock.now()));

/** Switches a way of buying labels on or off. */
export const switchCarrier = (
  { database, clock }: Deps,
  accountId: AccountId,
  kind: CarrierKind,
  enabled: boolean,
  by: string,
): Promise<void> =>
  database.write([accountId], (tx) => saveCarrier(tx, accountId, { kind, enabled, baseUrl: null, sealed: undefined }, by, clock.now()));
