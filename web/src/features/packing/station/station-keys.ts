import type { StationState } from '#src/modules/packing/contract.ts';

/** What opens over the station. */
export type Panel = 'code' | 'quantity' | 'weight' | 'photo' | 'override' | 'gift' | 'note' | 'label' | 'settings' | 'help' | 'teach';

/** Everything that has a key, in the order of the bar at the foot. */
export const stationActions = [
  { action: 'finish', key: 'Enter' },
  { action: 'newParcel', key: 'n' },
  { action: 'undo', key: 'u' },
  { action: 'quantity', key: 'q' },
  { action: 'weight', key: 'w' },
  { action: 'photo', key: 's' },
  { action: 'print', key: 'p' },
  { action: 'label', key: 'l' },
  { action: 'gift', key: 'g' },
  { action: 'note', key: 'i' },
  { action: 'override', key: 'o' },
  { action: 'takeOver', key: 't' },
  { action: 'code', key: '/' },
  { action: 'leave', key: 'Esc' },
  { action: 'mute', key: 'm' },
  { action: 'help', key: '?' },
] as const;
export type StationAction = (typeof stationActions)[number]['action'];

/** Which of them mean something now. */
export function possible({ order, recent }: StationState): ReadonlySet<StationAction> {
  const all = new Set<StationAction>(['code', 'mute', 'help']);
  const last = order?.parcels.at(-1) ?? recent[0];
  if (last) all.add('label');
  if (last?.label.printable) all.add('print');
  if (!order) {
    all.add('quantity');
    return all;
  }
  all.add('leave');
  if (order.lock && !order.lock.mine) return all.add('takeOver');
  if (order.gift) all.add('gift');
  if (order.parcel.canUndo) all.add('undo');
  if (order.guards.some(({ effect, override }) => effect === 'ask' && !override) || order.parcel.weight === 'off') all.add('override');
  if (order.stopped) return all;
  for (const each of ['quantity', 'weight', 'photo', 'note'] as const) all.add(each);
  const inParcel = order.items.some((item) => item.inParcel > 0);
  if (inParcel) all.add(order.items.some(({ left }) => left > 0) ? 'newParcel' : 'finish');
  return all;
}
