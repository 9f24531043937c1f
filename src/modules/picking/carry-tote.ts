import { holdIntake } from '#src/modules/orders/index.ts';
import { putIntoTote, takeTote } from './pick-store.ts';
import type { Done } from './pick-units.ts';
import { lastPicks } from './pick-views.ts';
import { refused } from './refuse.ts';
import type { Site } from './site.ts';
import { isToteCode, toteCode } from './tote-rules.ts';
import type { OrderKey } from './views.ts';
import { keyOf } from './wave-choice.ts';
import { waveOrderRows } from './wave-views.ts';

/** An order is carried in this tote from now on; several may share one. Throws a refusal where it is taken or the order is not of the wave. */
export async function carryIn({ tx, wave, accounts, person, now }: Site, text: string, order: OrderKey): Promise<Done> {
  const code = toteCode(text);
  if (!isToteCode(code)) throw refused('picking.no.tote', { text });
  const [row] = (await waveOrderRows(tx, accounts, wave.waveId, [order.orderId])).filter((each) => keyOf(each) === keyOf(order));
  if (!row?.open) throw refused('picking.no.order', { order: order.orderId });
  await holdIntake(tx, order.accountId);
  if (!(await takeTote(tx, code, wave.waveId, person, now))) throw refused('picking.no.toteTaken', { tote: code });
  await putIntoTote(tx, order, wave.waveId, code);
  return {
    said: { key: 'picking.said.tote', values: { tote: code, order: order.orderId } },
    binId: null,
    picks: [{ ...order, tote: code, units: 0 }],
  };
}

/**
 * A tote is scanned: it must be the one that the units fetched last belong into. Where their order has none yet, or the wave has
 * orders that wait for one, it becomes theirs.
 */
export async function scanTote(site: Site, text: string, order: OrderKey | null): Promise<Done> {
  const { tx, wave, accounts, person } = site;
  const code = toteCode(text);
  const last = await lastPicks(tx, accounts, wave.waveId, person);
  const rows = (await waveOrderRows(tx, accounts, wave.waveId)).filter(({ open }) => open);
  const fetched = rows.filter((row) => last.some((pick) => keyOf(pick) === keyOf(row)));
  const meant = order ? rows.filter((row) => keyOf(row) === keyOf(order)) : fetched;
  const fits = meant.find(({ tote }) => tote === code);
  if (fits) return { said: { key: 'picking.said.rightTote', values: { tote: code, order: fits.orderId } }, binId: null, picks: [] };
  const others = rows.filter(({ tote }) => tote === code);
  const wanted = meant.find(({ tote }) => tote !== null);
  if (others.length > 0 && wanted) throw refused('picking.no.wrongTote', { tote: code, right: wanted.tote ?? '' });
  const waiting = meant.find(({ tote }) => tote === null) ?? (others.length === 0 ? rows.find(({ tote }) => tote === null) : undefined);
  if (!waiting) throw refused('picking.no.toteUse', { tote: code });
  return carryIn(site, code, { accountId: waiting.accountId, orderId: waiting.orderId });
}
