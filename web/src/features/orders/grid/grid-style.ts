import type { CSSProperties } from 'react';
import type { DrawnColumn } from './use-grid-columns.ts';

export const tickWidth = 40;
export const rowHeights = { compact: 36, normal: 52, roomy: 64 } as const;
export const cardHeight = 132;

/** The items column takes the room that is left over, unless it is pinned. */
export function cellStyle({ id, width, pinnedAt }: DrawnColumn): CSSProperties {
  const grows = id === 'items' && pinnedAt === null;
  const place: CSSProperties = pinnedAt === null ? {} : { position: 'sticky', left: tickWidth + pinnedAt, zIndex: 10 };
  return { ...place, flex: grows ? `1 0 ${width}px` : `0 0 ${width}px`, minWidth: 0 };
}
