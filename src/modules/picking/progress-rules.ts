import type { PickProgress } from './contract.ts';

type ItemProgress = { wanted: number; picked: number; left: number; short: number };

/**
 * How far the picking of an order is, by its items. More lies at the packing place than the order still wants: put it back.
 * `left` and `short` are of the wave that works on it now.
 */
export function progressOf(items: readonly ItemProgress[], { waved, wasPicked }: { waved: boolean; wasPicked: boolean }): PickProgress {
  const sum = (of: (item: ItemProgress) => number) => items.reduce((n, item) => n + of(item), 0);
  const [wanted, picked, left, short] = [sum((i) => i.wanted), sum((i) => i.picked), sum((i) => i.left), sum((i) => i.short)];
  if (items.some((item) => item.picked > item.wanted)) return 'put-back';
  if (wanted > 0 && picked >= wanted) return 'picked';
  if (wanted === 0) return wasPicked ? 'picked' : 'none';
  if (left > 0) return picked > 0 ? 'picking' : 'waved';
  if (short > 0) return 'short';
  // The wave is over, or gave all that this location had: the rest is for another one.
  if (picked > 0) return 'short';
  return waved ? 'waved' : 'none';
}
