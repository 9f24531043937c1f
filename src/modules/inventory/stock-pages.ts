import type { Db } from '#src/platform/db.ts';
import { availableFor } from './available-for.ts';
import type {
  ProductDetails,
  StockChannel,
  StockExceptions,
  StockMovement,
  StockOffer,
  StockPage,
  StockRow,
  StockSummary,
} from './contract.ts';
import { channelRows } from './offer-views.ts';
import {
  barcodesOf,
  binRows,
  bundlesWith,
  claimOrders,
  incomingRows,
  type OfferRow,
  offerRows,
  partRows,
  shortRows,
  unmappedRows,
} from './product-views.ts';
import { movementRows, type ProductRow, productPage, productRow, type StockSearch, summaryRow } from './stock-views.ts';

/** A page of the grid; `nextCursor` is the number of its last product. */
export async function stockPageOf(db: Db, search: StockSearch): Promise<StockPage> {
  const rows = await productPage(db, { ...search, limit: search.limit + 1 });
  const shown = rows.slice(0, search.limit);
  return { items: await asStockRows(db, shown), nextCursor: rows.length > shown.length ? (shown.at(-1)?.code ?? null) : null };
}

export async function stockSummaryOf(db: Db): Promise<StockSummary> {
  const row = await summaryRow(db);
  return {
    products: Number(row?.products ?? 0),
    onHand: Number(row?.onHand ?? 0),
    reserved: Number(row?.reserved ?? 0),
    unmapped: Number(row?.unmapped ?? 0),
    short: Number(row?.short ?? 0),
    kept: Number(row?.kept ?? 0),
  };
}

/** All of one product; undefined when there is none. */
export async function productDetailsOf(db: Db, productId: string): Promise<ProductDetails | undefined> {
  const row = await productRow(db, productId);
  if (!row) return undefined;
  const [stockRow] = await asStockRows(db, [row]);
  if (!stockRow) return undefined;
  const [barcodes, parts, partOf, bins, incomings, claims, offers] = await Promise.all([
    barcodesOf(db, productId),
    partRows(db, productId),
    bundlesWith(db, productId),
    binRows(db, productId),
    incomingRows(db, productId),
    claimOrders(db, productId, 200),
    offerRows(db, productId),
  ]);
  const available = await availableFor(
    db,
    parts.map((part) => part.productId),
  );
  return {
    ...stockRow,
    barcodes,
    parts: parts.map((part) => ({ ...part, available: available.get(part.productId) ?? 0 })),
    partOf,
    bins: bins.map((bin) => ({ ...bin, onHand: Number(bin.onHand) })),
    incomings,
    claims: claims.map((claim) => ({ ...claim, shipBy: iso(claim.shipBy) })),
    offers: offers.map(asOffer),
    countedAt: iso(row.countedAt),
    archivedAt: iso(row.archivedAt),
  };
}

/** The ledger of a product, newest first. */
export async function movementsOf(db: Db, productId: string, before: string | undefined, limit: number): Promise<StockMovement[]> {
  const rows = await movementRows(db, productId, before, limit);
  return rows.map(({ accountId, orderId, undone, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    order: accountId !== null && orderId !== null ? { accountId, orderId } : null,
    mayUndo: !undone && ['received', 'counted', 'adjusted', 'moved'].includes(row.kind),
  }));
}

/** What a person has to look at: SKUs that nobody has mapped, and products sold more often than they are there. */
export async function stockExceptionsOf(db: Db): Promise<StockExceptions> {
  const [unmapped, short] = [await unmappedRows(db, 500), await shortRows(db, 200)];
  return {
    unmapped: unmapped.map((row) => ({
      ...row,
      reserved: Number(row.reserved),
      orders: Number(row.orders),
      since: row.since.toISOString(),
    })),
    short: short.map(({ orders, ...row }) => {
      const [onHand, reserved, kept] = [Number(row.onHand), Number(row.reserved), Number(row.kept)];
      return {
        ...row,
        onHand,
        reserved,
        kept,
        missing: reserved + kept - onHand,
        orders: orders.map((order) => ({ ...order, shipBy: order.shipBy === null ? null : new Date(order.shipBy).toISOString() })),
      };
    }),
  };
}

/** Per account: whether quantities go to Amazon, and how far they are. */
export async function channelsOf(db: Db): Promise<StockChannel[]> {
  const rows = await channelRows(db);
  return rows.map((row) => ({ ...row, listingsAt: iso(row.listingsAt), waiting: Number(row.waiting), rejected: Number(row.rejected) }));
}

/** On hand less what is sold; of bundles as many as their parts make. */
async function asStockRows(db: Db, rows: readonly ProductRow[]): Promise<StockRow[]> {
  const bundles = rows.filter(({ kind }) => kind === 'bundle').map(({ productId }) => productId);
  const made = await availableFor(db, bundles);
  return rows.map(({ countedAt: _countedAt, archivedAt: _archivedAt, closed, ...row }) => {
    const [onHand, reserved, kept] = [Number(row.onHand), Number(row.reserved), Number(row.kept)];
    return {
      ...row,
      onHand,
      reserved,
      kept,
      incoming: Number(row.incoming),
      fba: row.fba === null ? null : Number(row.fba),
      available: made.get(row.productId) ?? onHand - reserved - kept - Number(closed),
    };
  });
}

const asOffer = (row: OfferRow): StockOffer => ({ ...row, shownAt: iso(row.shownAt) });

const iso = (at: Date | null) => at?.toISOString() ?? null;
