/** A number from 0 to 1 for an order, the same in every run. */
const u = (salt: number) => `((hashint8extended(n, ${salt}) & 9007199254740991) / 9007199254740992.0)`;
const pick = (salt: number, weighted: readonly (readonly [value: string, upTo: number])[]) =>
  `CASE ${weighted.map(([value, upTo]) => `WHEN ${u(salt)} < ${upTo} THEN ${value}`).join(' ')} END`;

/**
 * What is random about each order. Times rise with `n`, so that rows lie in the table as they would come in. Few SKUs sell
 * most; surnames are spread so that the commonest has half a percent; nearly all orders are shipped.
 */
export const seedSql = (orders: number, now: Date): string => `
  CREATE UNLOGGED TABLE seed AS
  SELECT n, order_id, purchased_at, fba, prime, business, channel, service, carrier, sku, second_sku, first, last, mail, amount, quantity,
    ship_by, ship_by + interval '4 days' AS deliver_by, tracked AND (fba OR ship_by < '${now.toISOString()}') AS tracked, u_tag, u_po, gift,
    CASE WHEN u_status < 0.025 THEN 'cancelled' WHEN u_status < 0.0255 THEN 'unfulfillable'
      WHEN purchased_at > '${now.toISOString()}'::timestamptz - interval '2 hours' AND u_status < 0.3 THEN 'pending'
      WHEN fba OR ship_by < '${now.toISOString()}' THEN 'shipped' WHEN u_status > 0.998 THEN 'partially_shipped' ELSE 'unshipped' END AS status
  FROM (SELECT n, fba, first, last, mail, amount, quantity, purchased_at, u_tag, u_po, prime, business, channel, service, carrier, sku, second_sku, tracked, u_status, gift,
      '11' || (n % 4 + 1) || '-' || substr(lpad(((n * 2654435761) % 10000000000)::text, 10, '0'), 1, 7) || '-'
        || substr(lpad(((n * 2654435761) % 10000000000)::text, 10, '0'), 8, 3) || lpad((n % 9973)::text, 4, '0') AS order_id,
      date_trunc('day', purchased_at) + interval '2 days 7 hours 59 minutes 59 seconds' AS ship_by
    FROM (SELECT n,
        date_trunc('second', '${now.toISOString()}'::timestamptz - interval '395 days' * ((${orders} - n)::float8 / ${orders}) - interval '1 second' * (${u(1)} * 3)) AS purchased_at,
        ${u(2)} < 0.5 AS fba, ${u(3)} < 0.4 AS prime, ${u(4)} < 0.05 AS business,
        ${pick(5, [
          [`'Amazon.com'`, 0.8],
          [`'Amazon.ca'`, 0.92],
          [`'Amazon.com.mx'`, 0.98],
          [`'Non-Amazon'`, 1],
        ])} AS channel,
        ${pick(6, [
          [`'STANDARD'`, 0.7],
          [`'EXPEDITED'`, 0.85],
          [`'SECOND_DAY'`, 0.94],
          [`'NEXT_DAY'`, 0.99],
          [`'SCHEDULED'`, 1],
        ])} AS service,
        ${pick(7, [
          [`'USPS'`, 0.4],
          [`'UPS'`, 0.75],
          [`'FedEx'`, 0.95],
          [`'OnTrac'`, 0.999],
          [`'Spee-Dee'`, 1],
        ])} AS carrier,
        floor(400 * power(${u(8)}, 3))::int AS sku,
        CASE WHEN ${u(9)} < 0.25 THEN floor(400 * power(${u(10)}, 3))::int END AS second_sku,
        floor(2000 * power(${u(11)}, 2))::int AS first, floor(40000 * power(${u(12)}, 2))::int AS last,
        floor(${Math.ceil(orders * 0.7)} * ${u(13)})::int AS mail,
        round((4.99 + 5 * floor(14 * power(${u(14)}, 2)) + CASE WHEN ${u(15)} < 0.02 THEN 200 * ${u(16)} ELSE 0 END)::numeric, 2) AS amount,
        1 + floor(3 * power(${u(17)}, 4))::int AS quantity, ${u(18)} < 0.97 AS tracked, ${u(19)} AS u_status, ${u(20)} AS u_tag, ${u(21)} AS u_po,
        ${u(22)} < 0.03 AS gift
      FROM generate_series(1, ${orders}) n) a) b;
  ANALYZE seed`;

const sku = (n: string) => `'SKU-' || lpad(${n}::text, 4, '0')`;
const asin = (n: string) => `'B0BENCH' || lpad(${n}::text, 3, '0')`;
const families = `ARRAY['Stoneware mug', 'Dinner plate', 'Garden gloves', 'Desk lamp', 'Picture frame', 'Travel pillow', 'Bread knife', 'Door mat']`;
const colours = `ARRAY['blue', 'red', 'green', 'white', 'black']`;
const title = (n: string) => `(${families})[${n} % 8 + 1] || ', ' || (${colours})[${n} / 8 % 5 + 1] || ', model ' || ${n}`;
const line = (n: string, quantity: string) =>
  `jsonb_build_object('sku', ${sku(n)}, 'asin', ${asin(n)}, 'title', ${title(n)}, 'quantity', ${quantity})`;
const tracking = `'94' || lpad(((n * 2654435761) % 10000000000)::text, 10, '0') || lpad((n % 10000000)::text, 10, '0')`;
const marketplace = `CASE channel WHEN 'Amazon.ca' THEN 'A2EUQ1WTGCTBG2' WHEN 'Amazon.com.mx' THEN 'A1AM78C64UM0Y8' ELSE 'ATVPDKIKX0DER' END`;

/** Orders, items, products and counts. The detail has the size of what Amazon tells about money. */
export const copySql: readonly string[] = [
  `INSERT INTO orders (account_id, order_id, marketplace_id, sales_channel, status, status_raw, fulfilled_by, order_type, service_level, programs,
      purchased_at, updated_at, ship_by, deliver_by, total, currency, units, units_shipped, units_cancelled, lines, line_count, buyer_mask, ship_to,
      po_number, tags, tracking, carrier, write_state, detail, depth, personal, facts_hash, source, seen_at, created_at, changed_at)
    SELECT 1, order_id, ${marketplace}, channel, status, upper(status), CASE WHEN fba THEN 'amazon' ELSE 'merchant' END, 'StandardOrder', service,
      CASE WHEN prime AND business THEN '{PRIME,AMAZON_BUSINESS}' WHEN prime THEN '{PRIME}' WHEN business THEN '{AMAZON_BUSINESS}' ELSE '{}' END::text[],
      purchased_at, purchased_at + interval '1 day', ship_by, deliver_by, CASE WHEN status <> 'pending' THEN amount END,
      CASE WHEN status = 'pending' THEN NULL WHEN channel = 'Amazon.ca' THEN 'CAD' WHEN channel = 'Amazon.com.mx' THEN 'MXN' ELSE 'USD' END,
      quantity + CASE WHEN second_sku IS NULL THEN 0 ELSE 1 END, CASE WHEN status = 'shipped' THEN quantity ELSE 0 END, 0,
      jsonb_build_array(${line('sku', 'quantity')}) || CASE WHEN second_sku IS NULL THEN '[]' ELSE jsonb_build_array(${line('second_sku', '1')}) END,
      CASE WHEN second_sku IS NULL THEN 1 ELSE 2 END, 'M. K., Austin TX', 'Austin TX', CASE WHEN u_po < 0.04 THEN 'PO-' || n END,
      CASE WHEN u_tag < 0.002 THEN '{fragile}' WHEN u_tag < 0.02 THEN '{gift wrap}' WHEN u_tag < 0.03 THEN '{vip}' ELSE '{}' END::text[],
      CASE WHEN tracked THEN ${tracking} END, CASE WHEN tracked THEN carrier END,
      CASE WHEN NOT fba AND status = 'shipped' THEN CASE WHEN u_po > 0.999 THEN 'rejected' ELSE 'verified' END END,
      jsonb_build_object('proceeds', jsonb_build_object('grandTotal', amount::text, 'items', amount::text, 'shipping', '0.00', 'tax', '1.20', 'discount', '0.00'),
        'payment', jsonb_build_array('Standard'), 'tax', jsonb_build_object('model', 'MarketplaceFacilitator', 'responsible', 'Amazon Services, Inc.')),
      'full', 'given', decode(md5(n::text), 'hex'), 'search', purchased_at, purchased_at, purchased_at
    FROM seed ORDER BY n`,
  `INSERT INTO order_item (account_id, order_id, item_id, position, sku, asin, title, quantity, shipped, cancelled, unit_price, total, currency, gift, detail)
    SELECT 1, order_id, n::text || x.position, x.position, ${sku('x.sku')}, ${asin('x.sku')}, ${title('x.sku')}, quantity, 0, 0, amount, amount, 'USD', gift, '{}'
    FROM seed CROSS JOIN LATERAL (VALUES (0, seed.sku), (1, seed.second_sku)) x (position, sku) WHERE x.sku IS NOT NULL ORDER BY n`,
  `INSERT INTO product (account_id, sku, asin, title, listing_id, seen_at)
    SELECT 1, ${sku('n')}, ${asin('n')}, ${title('n')}, '0728Z' || n, '2026-01-01' FROM generate_series(0, 399) n`,
  `INSERT INTO order_count (account_id, status, n) SELECT 1, status, count(*) FROM seed GROUP BY status`,
];

const keys = (kind: string, key: string, from = 'seed', where = 'true') =>
  `INSERT INTO order_key (account_id, kind, key, purchased_at, order_id)
    SELECT DISTINCT 1, '${kind}', ${key}, purchased_at, order_id FROM ${from} WHERE ${where}`;
const items = 'seed CROSS JOIN LATERAL (VALUES (seed.sku), (seed.second_sku)) x (item)';

export const keySql: readonly string[] = [
  keys('sku', `lower(${sku('x.item')})`, items, 'x.item IS NOT NULL'),
  keys('asin', `lower(${asin('x.item')})`, items, 'x.item IS NOT NULL'),
  keys('name', 'f.hash', 'seed JOIN first_name f ON f.n = seed.first'),
  keys('name', 'l.hash', 'seed JOIN last_name l ON l.n = seed.last'),
  keys('mail', 'm.hash', 'seed JOIN mail m ON m.n = seed.mail'),
  keys('track', tracking, 'seed', 'tracked'),
  keys('carrier', 'lower(carrier)', 'seed', 'tracked'),
  keys('po', `'po-' || n`, 'seed', 'u_po < 0.04'),
  keys('tag', `CASE WHEN u_tag < 0.002 THEN 'fragile' WHEN u_tag < 0.02 THEN 'gift wrap' ELSE 'vip' END`, 'seed', 'u_tag < 0.03'),
];
