import type { Stage, TodayRow } from './contract.ts';

export type Standing = Pick<TodayRow, 'locationId' | 'pick' | 'pack' | 'label' | 'batch' | 'handover' | 'track'>;

/**
 * Where an order stands: what keeps it from going on, else the furthest that it has come. While it is being picked or packed
 * that is said, though its label may be bought already: the label waits for it.
 */
export function stageOf(standing: Standing): Stage | null {
  return trouble(standing) ?? furthest(standing) ?? (standing.locationId === null ? 'unplaced' : null);
}

function trouble({ pick, label, batch, track, pack }: Standing): Stage | null {
  if (track && track.exceptions.length > 0) return 'exception';
  if (pick?.progress === 'put-back') return 'put_back';
  if (pick?.progress === 'short' && pack?.progress !== 'packed') return 'short';
  if (label?.state === 'unsure') return 'unsure';
  return !label && (batch?.phase === 'refused' || batch?.phase === 'skipped') ? 'no_label' : null;
}

function furthest({ pick, pack, label, batch, handover, track }: Standing): Stage | null {
  if (track && track.state !== 'label') return 'moving';
  if (handover === 'handed' || handover === 'loaded') return handover;
  if (pack && pack.progress !== 'packed') return 'packing';
  if (!pack && pick?.progress === 'picking') return 'picking';
  if (!pack && pick?.progress === 'waved') return 'waved';
  if (handover) return handover;
  if (label) return label.state === 'bought' ? 'labelled' : 'buying';
  if (pack) return 'packed';
  if (pick) return 'picked';
  return batch && batch.phase !== 'voided' ? 'batched' : null;
}
