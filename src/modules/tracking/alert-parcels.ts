import type { AccountId } from '#src/kernel/ids.ts';
import { matchAlerts } from '#src/modules/notices/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { type ExceptionKind, exceptionKinds } from './facts.ts';
import type { Parcel } from './parcel.ts';
import { wrongParcels } from './views.ts';

const kinds = {
  no_scan: 'parcel.no-scan',
  late: 'parcel.late',
  lost: 'parcel.lost',
  returned: 'parcel.returned',
  address: 'parcel.address',
  problem: 'parcel.problem',
} as const satisfies Record<ExceptionKind, string>;

/**
 * Makes the alerts of an account say what is wrong with its parcels now. A carrier that scans nothing or is late is one alert
 * a day, not one a parcel; what needs a deed for one parcel is told of that parcel.
 */
export async function alertParcels(tx: Tx, accountId: AccountId, at: Date): Promise<void> {
  const wrong = await wrongParcels(tx, accountId);
  for (const kind of exceptionKinds) {
    const parcels = wrong.filter(({ exceptions }) => exceptions.includes(kind));
    const isMany = kind === 'no_scan' || kind === 'late';
    const alerts = isMany ? byDay(kind, parcels) : parcels.map(alertOf);
    await matchAlerts(tx, { accountId, kind: kinds[kind], alerts, at });
  }
}

const alertOf = ({ parcelId, orderId, tracking, carrier }: Parcel) => ({ key: parcelId, details: { orderId, tracking, carrier } });

function byDay(kind: 'no_scan' | 'late', parcels: readonly Parcel[]) {
  const dayOf = ({ leftAt, deliverBy }: Parcel) => (kind === 'late' ? (deliverBy ?? leftAt) : leftAt).toISOString().slice(0, 10);
  const groups = Map.groupBy(parcels, (parcel) => `${parcel.carrier} ${dayOf(parcel)}`);
  return [...groups].flatMap(([key, group]) => {
    const [first] = group;
    return first ? [{ key, details: { carrier: first.carrier, day: dayOf(first), parcels: group.length } }] : [];
  });
}
