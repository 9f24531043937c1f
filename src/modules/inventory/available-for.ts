import type { Db } from '#src/platform/db.ts';
import { partsWithin } from './claim-views.ts';
import { bundlesIn, explode } from './parts-rules.ts';
import { availableUnits } from './stock-views.ts';

/** How many of each product are available: on hand less sold; of a bundle as many as its parts make. */
export async function availableFor(db: Db, productIds: readonly string[]): Promise<Map<string, number>> {
  const ids = [...new Set(productIds)];
  const parts = ids.length === 0 ? [] : await partsWithin(db, ids);
  const contents = new Map(ids.map((id) => [id, explode(id, parts)]));
  const units = await availableUnits(db, [...new Set([...contents.values()].flatMap((content) => [...content.keys()]))]);
  return new Map([...contents].map(([id, content]) => [id, bundlesIn(content, (part) => units.get(part) ?? 0)]));
}
