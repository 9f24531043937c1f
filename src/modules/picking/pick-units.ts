import { stageUnits } from '#src/modules/inventory/index.ts';
import type { DeedOutcome } from './contract.ts';
import { spread } from './pick-rules.ts';
import { appendPicks, changeLines, noteVisit } from './pick-store.ts';
import { refused } from './refuse.ts';
import { type Here, linesHere, type Site, tellPicked } from './site.ts';

export type Done = Pick<DeedOutcome, 'said' | 'binId' | 'picks'>;

/**
 * Units of a product are fetched from a bin: given to the orders in the order of the wave, moved to the packing place, written
 * down. All of them or none. Throws a refusal where the wave wants fewer there, or a guard stands against the order.
 */
export async function pickUnits(site: Site, here: Here & { quantity: number }): Promise<Done> {
  const { tx, wave, person, key, now } = site;
  const lines = await linesHere(site, here);
  const given = spread(lines, here.quantity);
  const left = lines.reduce((n, line) => n + line.left, 0);
  const [first] = lines;
  if (!given || !first) throw refused('picking.no.tooMany', { left: String(left) });
  await stageUnits(
    tx,
    `pick ${key}`,
    given.map(({ accountId, orderId, itemId, productId, binId, units }) => ({
      accountId,
      orderId,
      itemId,
      productId,
      locationId: wave.locationId,
      binId,
      quantity: units,
    })),
    person,
    now,
  );
  await appendPicks(
    tx,
    given.map(({ accountId, lineId, orderId, itemId, productId, binId, tote, units }) => ({
      accountId,
      key,
      waveId: wave.waveId,
      lineId,
      orderId,
      itemId,
      productId,
      binId,
      kind: 'picked',
      quantity: units,
      tote,
      person,
    })),
    now,
  );
  await changeLines(
    tx,
    given.map(({ accountId, lineId, units }) => ({ accountId, lineId, picked: units })),
  );
  await noteVisit(tx, wave.waveId, here.binId, person, now);
  await tellPicked(site, given);
  return {
    said: { key: 'picking.said.picked', values: { units: String(here.quantity), title: first.title, left: String(left - here.quantity) } },
    binId: here.binId,
    picks: given.map(({ accountId, orderId, tote, units }) => ({ accountId, orderId, tote, units })),
  };
}
