import type { AccountId } from '#src/kernel/ids.ts';
import { allocateOrders, changeStock, reserveOnTaken, saveBin, saveLocation, saveProduct } from '#src/modules/inventory/index.ts';
import { type OrderFacts, takeIn } from '#src/modules/orders/index.ts';
import type { WaveRule } from '#src/modules/picking/contract.ts';
import { waveRule } from '#src/modules/picking/contract.ts';
import { makeWave } from '#src/modules/picking/index.ts';
import type { TestDesk } from './desk.ts';
import { orderFacts } from './order-facts.ts';
import { brokenStock } from './stock-facts.ts';

type Line = { sku: string; quantity: number };
export type FloorOrder = { accountId: AccountId; orderId: string };

let made = 0;

/** A location of its own with bins, and ways to put orders and units there. */
export async function openWarehouse(desk: TestDesk, accounts: readonly AccountId[]) {
  made += 1;
  const name = `W${made}`;
  const { database, clock } = desk;
  const place = {
    country: 'US',
    region: 'NY',
    timeZone: 'America/New_York',
    cutOff: '16:00',
    parcelCost: '0',
    currency: 'USD',
    active: true,
  };
  const locationId = await saveLocation(desk, undefined, { ...place, name });
  const products = new Map<string, string>();
  let orders = 0;
  const self = {
    locationId,
    rule: (more: Partial<WaveRule> = {}): WaveRule => waveRule.parse({ locationId, ...more }),
    bin: (code: string) => saveBin(desk, locationId, code),
    product: async (code: string, parts: { productId: string; quantity: number }[] = []) => {
      const productId = await saveProduct(desk, accounts, undefined, {
        code: `${name}-${code}`,
        title: `Thing ${code}`,
        asin: null,
        barcodes: parts.length > 0 ? [] : [`ean-${name}-${code}`],
        parts,
      });
      products.set(code, productId);
      return productId;
    },
    ean: (code: string) => `ean-${name}-${code}`,
    receive: (code: string, binId: string, quantity: number) =>
      changeStock(
        desk,
        {
          entry: `receive ${(made += 1)} 000`,
          kind: 'receive',
          reason: '',
          ref: '',
          lines: [{ productId: products.get(code) ?? '', binId, quantity }],
        },
        'Ana',
      ),
    order: async (lines: readonly Line[], more: Partial<OrderFacts> = {}, account = 0): Promise<FloorOrder> => {
      const key = { accountId: accounts[account] ?? '', orderId: more.orderId ?? `${name}-${(orders += 1)}` };
      await self.tell(key, lines, more);
      await database.write(accounts, (tx) => allocateOrders(tx, [key], clock.now()));
      return key;
    },
    /** What Amazon says of the order now. */
    tell: ({ accountId, orderId }: FloorOrder, lines: readonly Line[], more: Partial<OrderFacts> = {}) => {
      const shipped = more.status?.state === 'shipped';
      const facts = orderFacts({
        orderId,
        source: 'get',
        purchasedAt: new Date('2026-11-23T10:00:00Z'),
        updatedAt: new Date(desk.clock.now().getTime() + (made += 1)),
        shipBy: { to: new Date('2026-11-24T05:00:00Z') },
        items: lines.map(({ sku, quantity }, i) => ({
          itemId: String(i + 1),
          sku: `${name}-${sku}`,
          asin: 'B0',
          title: 'Thing',
          quantity,
          shipped: shipped ? quantity : 0,
          cancelled: more.status?.state === 'cancelled' ? quantity : 0,
        })),
        ...more,
      });
      return takeIn({ ...desk.intake, onTaken: [reserveOnTaken(clock)] }, accountId, [{ facts, raw: {} }]);
    },
    wave: async (more: Partial<WaveRule> = {}, seen = accounts) =>
      makeWave(desk, seen, { key: `wave ${(made += 1)} 000`, name: '', rule: self.rule(more), release: true }, 'Ana'),
    broken: () => brokenStock(database, accounts, `${name}-%`),
    onHand: async (code: string, bin: string) => {
      const [row] = await database.read(accounts, (db) =>
        db.query<{ units: string }>({
          text: `SELECT i.on_hand AS units FROM stock_in_bin i JOIN stock_bin b ON b.bin_id = i.bin_id WHERE i.product_id = $1 AND b.location_id = $2 AND b.name = $3`,
          values: [products.get(code), locationId, bin],
        }),
      );
      return Number(row?.units ?? 0);
    },
  };
  return self;
}
