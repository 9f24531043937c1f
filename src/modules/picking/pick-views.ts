import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';

type PickRow = {
  accountId: AccountId;
  pickId: string;
  key: string;
  waveId: string;
  lineId: string;
  orderId: string;
  itemId: string;
  productId: string;
  binId: string;
  bin: string;
  locationId: string;
  kind: 'picked' | 'short';
  quantity: number;
  tote: string | null;
  code: string;
};

const columns = `p.account_id AS "accountId", p.pick_id AS "pickId", p.key, p.wave_id AS "waveId", p.line_id AS "lineId", p.order_id AS "orderId", p.item_id AS "itemId",
  p.product_id AS "productId", p.bin_id AS "binId", b.name AS bin, b.location_id AS "locationId", p.kind, p.quantity, p.tote, s.code`;

/** What a person did last at a wave and has not undone: all its rows. */
export const lastPicks = (db: Db, accounts: readonly AccountId[], waveId: string, person: string): Promise<PickRow[]> =>
  db.query<PickRow>({
    name: 'picking-last',
    text: `SELECT ${columns} FROM pick p JOIN stock_bin b ON b.bin_id = p.bin_id JOIN stock_product s ON s.product_id = p.product_id
      WHERE p.account_id = ANY($1) AND p.key = (SELECT q.key FROM pick q WHERE q.account_id = ANY($1) AND q.wave_id = $2 AND q.person = $3
          AND q.kind IN ('picked', 'short')
          AND NOT EXISTS (SELECT 1 FROM pick u WHERE u.account_id = ANY($1) AND u.account_id = q.account_id AND u.undoes = q.pick_id)
        ORDER BY q.at DESC, q.pick_id DESC LIMIT 1)
      ORDER BY p.pick_id`,
    values: [accounts, waveId, person],
  });

/** The keys of what a person did last to the units of a wave, newest first: more than a screen can be behind. */
export async function lastKeys(db: Db, accounts: readonly AccountId[], waveId: string, person: string): Promise<string[]> {
  const rows = await db.query<{ key: string }>({
    name: 'picking-last-keys',
    text: `SELECT key FROM pick WHERE account_id = ANY($1) AND wave_id = $2 AND person = $3 ORDER BY pick_id DESC LIMIT 100`,
    values: [accounts, waveId, person],
  });
  return [...new Set(rows.map(({ key }) => key))];
}

/** What was done under a key. */
export const picksOfKey = (db: Db, accounts: readonly AccountId[], key: string): Promise<PickRow[]> =>
  db.query<PickRow>({
    name: 'picking-of-key',
    text: `SELECT ${columns} FROM pick p JOIN stock_bin b ON b.bin_id = p.bin_id JOIN stock_product s ON s.product_id = p.product_id
      WHERE p.account_id = ANY($1) AND p.key = $2 ORDER BY p.pick_id`,
    values: [accounts, key],
  });

type StagedRow = {
  accountId: AccountId;
  orderId: string;
  itemId: string;
  productId: string;
  code: string;
  title: string;
  units: number;
  promised: number;
  tote: string | null;
  /** Where its last unit was fetched, or the bin without a name. */
  binId: string;
  bin: string;
};

/** What lies at the packing place of a location for orders, or for one of them, with what is still promised of it. */
export const stagedRows = (
  db: Db,
  accounts: readonly AccountId[],
  locationId: string,
  orderIds?: readonly string[],
): Promise<StagedRow[]> =>
  db.query<StagedRow>({
    name: 'picking-staged',
    text: `SELECT s.account_id AS "accountId", s.order_id AS "orderId", s.item_id AS "itemId", s.product_id AS "productId", p.code, p.title, s.quantity AS units,
        coalesce((SELECT a.quantity FROM stock_allocation a WHERE a.account_id = ANY($1) AND a.account_id = s.account_id AND a.order_id = s.order_id
          AND a.item_id = s.item_id AND a.product_id = s.product_id AND a.location_id = s.location_id), 0) AS promised,
        (SELECT o.tote FROM wave_order o WHERE o.account_id = ANY($1) AND o.account_id = s.account_id AND o.order_id = s.order_id AND o.tote IS NOT NULL
          ORDER BY o.wave_id DESC LIMIT 1) AS tote,
        b.bin_id AS "binId", b.name AS bin
      FROM stock_staged s JOIN stock_product p ON p.product_id = s.product_id
      JOIN stock_bin b ON b.bin_id = coalesce((SELECT k.bin_id FROM pick k JOIN stock_bin x ON x.bin_id = k.bin_id AND x.location_id = $2
          WHERE k.account_id = ANY($1) AND k.account_id = s.account_id AND k.order_id = s.order_id AND k.item_id = s.item_id AND k.product_id = s.product_id
            AND k.kind = 'picked' ORDER BY k.pick_id DESC LIMIT 1),
        (SELECT n.bin_id FROM stock_bin n WHERE n.location_id = $2 AND n.name = ''))
      WHERE s.account_id = ANY($1) AND s.location_id = $2 AND ($3::text[] IS NULL OR s.order_id = ANY($3))
      ORDER BY b.walk, b.name, s.account_id, s.order_id, s.item_id, s.product_id`,
    values: [accounts, locationId, orderIds ?? null],
  });

type PickedLineRow = { accountId: AccountId; lineId: string; waveId: string; picked: number };

/** Lines on which units of an order item were fetched, the last wave first. */
export const pickedLines = (
  db: Db,
  accountId: AccountId,
  { orderId, itemId, productId }: { orderId: string; itemId: string; productId: string },
): Promise<PickedLineRow[]> =>
  db.query<PickedLineRow>({
    name: 'picking-picked-lines',
    text: `SELECT account_id AS "accountId", line_id AS "lineId", wave_id AS "waveId", picked FROM wave_line
      WHERE account_id = $1 AND order_id = $2 AND item_id = $3 AND product_id = $4 AND picked > 0 ORDER BY wave_id DESC, line_id DESC`,
    values: [accountId, orderId, itemId, productId],
  });

type BinRow = { binId: string; name: string; locationId: string; staging: boolean };

export async function binRow(db: Db, binId: string): Promise<BinRow | undefined> {
  const [row] = await db.query<BinRow>({
    name: 'picking-bin',
    text: 'SELECT bin_id AS "binId", name, location_id AS "locationId", staging FROM stock_bin WHERE bin_id = $1',
    values: [binId],
  });
  return row;
}

/** The bin of a location that a scan names, whatever the case of its letters. */
export async function binNamed(db: Db, locationId: string, text: string): Promise<BinRow | undefined> {
  const [row] = await db.query<BinRow>({
    name: 'picking-bin-named',
    text: `SELECT bin_id AS "binId", name, location_id AS "locationId", staging FROM stock_bin WHERE location_id = $1 AND name <> '' AND lower(name) = lower($2) LIMIT 1`,
    values: [locationId, text],
  });
  return row;
}

type ToteRow = { code: string; waveId: string; wave: string; takenAt: Date; orders: { accountId: AccountId; orderId: string }[] };

/** Totes that orders of these accounts are in. */
export const toteRows = (db: Db, accounts: readonly AccountId[]): Promise<ToteRow[]> =>
  db.query<ToteRow>({
    name: 'picking-totes',
    text: `SELECT t.code, t.wave_id AS "waveId", w.name AS wave, t.taken_at AS "takenAt",
        json_agg(json_build_object('accountId', o.account_id::text, 'orderId', o.order_id) ORDER BY o.position) AS orders
      FROM tote t JOIN wave w ON w.wave_id = t.wave_id JOIN wave_order o ON o.account_id = ANY($1) AND o.wave_id = t.wave_id AND o.tote = t.code
      JOIN orders x ON x.account_id = ANY($1) AND x.account_id = o.account_id AND x.order_id = o.order_id
      WHERE o.account_id = ANY($1) AND x.status <> 'shipped' GROUP BY t.code, t.wave_id, w.name, t.taken_at ORDER BY t.code LIMIT 1000`,
    values: [accounts],
  });
