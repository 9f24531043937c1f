import type { Way } from './errand.ts';
import type { WaitingParcel } from './waiting-label.ts';

export type ParcelReadiness = 'ready' | 'unpacked' | 'stopped' | 'listed' | 'gone';

/** What stands between a parcel and the van. */
export function readinessOf(label: WaitingParcel, isUnpacked: boolean): ParcelReadiness {
  if (label.handedAt) return 'gone';
  if (label.cancelled || label.cancelAsked) return 'stopped';
  if (label.listedOn !== null) return 'listed';
  return isUnpacked ? 'unpacked' : 'ready';
}

export type Group = {
  accountId: string;
  place: string;
  carrier: string;
  /** Who makes the manifest of these parcels; of Easy Ship nobody does. */
  way: Way;
  ready: number;
  unpacked: number;
  stopped: number;
  listed: number;
  gone: number;
  /** Of those that have not gone: labelled before today, or their slot is past. */
  leftOver: number;
  premium: number;
};

/** Who can list the labels of this kind: the carrier that sold them, or the desk itself. */
export const wayOf = (kind: WaitingParcel['kind']): Way => (kind === 'buy_shipping' || kind === 'manual' ? 'own' : kind);

/** The day's parcels by account, place, carrier and who lists them: the largest group first. */
export function groupsOf(parcels: readonly WaitingParcel[], unpacked: ReadonlySet<string>, today: Date): Group[] {
  const groups = new Map<string, Group>();
  for (const parcel of parcels) {
    const { accountId, place, carrier, kind } = parcel;
    const way = wayOf(kind);
    const key = `${accountId} ${place} ${carrier} ${way}`;
    const none = { ready: 0, unpacked: 0, stopped: 0, listed: 0, gone: 0, leftOver: 0, premium: 0 };
    const group = groups.get(key) ?? { accountId, place, carrier, way, ...none };
    groups.set(key, group);
    const readiness = readinessOf(parcel, unpacked.has(unpackedKey(parcel)));
    group[readiness] += 1;
    if (readiness !== 'gone' && parcel.since && parcel.since < today) group.leftOver += 1;
    if (readiness !== 'gone' && parcel.premium) group.premium += 1;
  }
  const size = ({ ready, unpacked: open, stopped, listed, gone }: Group) => ready + open + stopped + listed + gone;
  return [...groups.values()].toSorted((a, b) => size(b) - size(a) || (a.carrier < b.carrier ? -1 : 1));
}

export const unpackedKey = ({ accountId, orderId }: Pick<WaitingParcel, 'accountId' | 'orderId'>): string => `${accountId} ${orderId}`;
