import type { AccountId } from '#src/kernel/ids.ts';
import { openAlerts, resolveAlerts } from '#src/modules/notices/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { DayKey } from './store.ts';
import { unfilledOfDays } from './views.ts';

type DayCount = DayKey & { orders: number };

/**
 * Opens an alert for each of these days that has an order still to be fetched, and closes those of the others; in the
 * transaction in which gaps were noted or filled.
 */
export async function tellGaps(tx: Tx, accountId: AccountId, days: readonly DayKey[], at: Date): Promise<void> {
  if (days.length > 0) await tell(tx, accountId, await unfilledOfDays(tx, accountId, days), '', at);
}

/** The same for days on which Amazon counts so many more orders than are here, although no source names them. */
export const tellShort = (tx: Tx, accountId: AccountId, days: readonly DayCount[], at: Date): Promise<void> =>
  tell(tx, accountId, days, ' short', at);

async function tell(tx: Tx, accountId: AccountId, days: readonly DayCount[], suffix: string, at: Date): Promise<void> {
  const keyOf = ({ marketplaceId, day }: DayKey) => `${marketplaceId} ${day}${suffix}`;
  const [gaps, whole] = [days.filter(({ orders }) => orders > 0), days.filter(({ orders }) => orders === 0)];
  const alerts = gaps.map(({ orders, day, marketplaceId }) => ({
    key: keyOf({ marketplaceId, day }),
    details: { orders, day, marketplaceId },
  }));
  await openAlerts(tx, { accountId, kind: 'ledger.gap', alerts, at });
  await resolveAlerts(tx, { accountId, kind: 'ledger.gap', keys: whole.map(keyOf), at });
}
