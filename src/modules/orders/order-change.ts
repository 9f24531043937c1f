import type { KnownOrder } from './known-order.ts';
import type { NewEvent } from './merge-order.ts';
import type { SearchKey } from './search-keys.ts';

/** One order of a batch that has to be written, and what became different. */
export type OrderChange = {
  order: KnownOrder;
  before: KnownOrder | undefined;
  events: NewEvent[];
  keys: SearchKey[];
  goneKeys: SearchKey[];
  /** The date of purchase changed, which every key carries. */
  moved: boolean;
  /** kept: nothing to write; replaced: the old ones go first. */
  items: 'kept' | 'updated' | 'replaced';
  raw: { source: string; body: unknown; requestId: string | null };
};
