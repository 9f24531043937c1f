import { undoStockIn, unstageUnits } from '#src/modules/inventory/index.ts';
import { stockDone } from '#src/modules/inventory/questions.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import { appendPicks, changeLines, holdUndo } from './pick-store.ts';
import type { Done } from './pick-units.ts';
import { lastPicks } from './pick-views.ts';
import { refused } from './refuse.ts';
import type { Site } from './site.ts';

/**
 * Takes back what the person did last at this wave: units lie in their bin again, or are no longer missing. Throws a refusal
 * where there is nothing, or the units have been packed and left.
 */
export async function undoLast(site: Site): Promise<Done> {
  const { tx, wave, accounts, person, key, now } = site;
  await holdUndo(tx, wave.waveId, person);
  const last = await lastPicks(tx, accounts, wave.waveId, person);
  const [first] = last;
  if (!first) throw refused('picking.no.undo');
  for (const accountId of [...new Set(last.map((pick) => pick.accountId))].toSorted()) await holdIntake(tx, accountId);
  if (first.kind === 'picked') await unstageUnits(tx, `undo pick ${key}`, last, person, now);
  else if (await stockDone(tx, `short ${first.key}`)) await undoStockIn(tx, `short ${first.key}`, person, now);
  await appendPicks(
    tx,
    last.map(({ pickId, kind: _kind, ...pick }) => ({ ...pick, key, kind: 'undone', person, undoes: pickId })),
    now,
  );
  await changeLines(
    tx,
    last.map(({ accountId, lineId, quantity }) => ({
      accountId,
      lineId,
      ...(first.kind === 'picked' ? { picked: -quantity } : { unshort: quantity }),
    })),
  );
  const units = last.reduce((n, { quantity }) => n + quantity, 0);
  return {
    said: { key: 'picking.said.undone', values: { units: String(units), code: first.code, bin: first.bin } },
    binId: first.binId,
    picks: [],
  };
}
