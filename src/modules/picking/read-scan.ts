import { productsMeant } from '#src/modules/inventory/questions.ts';
import { scanTote } from './carry-tote.ts';
import type { PickDeed } from './contract.ts';
import { withLeft } from './pick-rules.ts';
import { noteVisit } from './pick-store.ts';
import { type Done, pickUnits } from './pick-units.ts';
import { binNamed } from './pick-views.ts';
import { refused } from './refuse.ts';
import { type Site, sinceOf, uniqueOrders } from './site.ts';
import { isToteCode } from './tote-rules.ts';
import { blocksOf, keyOf } from './wave-choice.ts';
import { openLineRows, waveOrderRows } from './wave-views.ts';

type ScanDeed = Extract<PickDeed, { act: 'scan' }>;

/**
 * Finds out what was scanned and does what it means: a bin says where the picker stands, a product is fetched there, a tote
 * takes what was fetched last, an order id is the order to go on with. Throws a refusal for what does not belong here.
 */
export async function readScan(site: Site, deed: ScanDeed): Promise<Done> {
  const { tx, wave, accounts, person, now } = site;
  const lines = await fetchable(site);
  const bin = await binNamed(tx, wave.locationId, deed.text);
  if (bin) {
    if (!lines.some(({ binId }) => binId === bin.binId)) throw refused('picking.no.bin', { bin: bin.name, next: lines[0]?.bin ?? '' });
    await noteVisit(tx, wave.waveId, bin.binId, person, now);
    return { said: { key: 'picking.said.bin', values: { bin: bin.name } }, binId: bin.binId, picks: [] };
  }
  const products = await productsMeant(tx, deed.text);
  if (products.length > 0) {
    const mine = lines.filter((line) => !deed.order || keyOf(line) === keyOf(deed.order));
    const wanted = mine.filter(({ productId }) => products.some((product) => product.productId === productId));
    const here = wanted.find(({ binId }) => deed.binId === null || binId === deed.binId);
    if (here) return pickUnits(site, { binId: here.binId, productId: here.productId, quantity: deed.quantity, order: deed.order });
    const title = products[0]?.title ?? deed.text;
    const elsewhere = wanted[0];
    if (elsewhere) throw refused('picking.no.otherBin', { title, bin: elsewhere.bin });
    throw refused('picking.no.product', { title });
  }
  if (isToteCode(deed.text)) return scanTote(site, deed.text, deed.order);
  const [order] = (await waveOrderRows(tx, accounts, wave.waveId, [deed.text])).filter(({ open }) => open);
  if (!order) throw refused('picking.no.known', { text: deed.text });
  const { accountId, orderId, tote } = order;
  return { said: { key: 'picking.said.order', values: { order: orderId } }, binId: null, picks: [{ accountId, orderId, tote, units: 0 }] };
}

/** What may still be fetched in this wave, as one walks: nothing of orders that something stands against. */
async function fetchable({ tx, wave, accounts }: Site) {
  const lines = withLeft(await openLineRows(tx, accounts, wave.waveId)).filter(({ left }) => left > 0);
  const blocks = await blocksOf(tx, uniqueOrders(lines), await sinceOf(tx, lines));
  return lines.filter((line) => !blocks.has(keyOf(line)));
}
