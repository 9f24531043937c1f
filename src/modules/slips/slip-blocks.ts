import { type Money, times } from '#src/kernel/money.ts';
import { type Block, beside, gap, stack } from './marks.ts';
import { type Slip, type SlipItem, showsPrices } from './slip.ts';
import type { Column, SlipPen } from './slip-pen.ts';
import { fillIn } from './words.ts';

/** The parts of a slip as blocks; where they come to stand is the business of `layOutSlip`. */

const whole = ({ paper }: SlipPen): Column => ({ start: paper.margin, width: paper.width - 2 * paper.margin });

/** Seller and barcode, address and facts: the top of the first page. */
export function slipHead(slip: Slip, pen: SlipPen): Block {
  return pen.paper.narrow ? narrowHead(slip, pen) : wideHead(slip, pen);
}

function wideHead(slip: Slip, pen: SlipPen): Block {
  const { start, width } = whole(pen);
  const half: Column = { start, width: width / 2 - 12 };
  const other: Column = { start: start + width / 2 + 12, width: width / 2 - 12 };
  const seller = stack([
    ...pen.lines(slip.sellerName, half, { size: pen.paper.large, weight: 700 }),
    ...pen.lines(slip.words.title, half, { ink: 'soft' }),
  ]);
  const code = stack([
    pen.barcode(slip.barcode, other, 30, 'end'),
    gap(3),
    ...pen.lines(slip.orderId, other, { weight: 700, align: 'end' }),
  ]);
  return stack([
    beside([seller, code]),
    gap(10),
    pen.rule(whole(pen)),
    gap(12),
    beside([address(slip, half, pen), stack(facts(slip, other, pen))]),
    gap(18),
  ]);
}

function narrowHead(slip: Slip, pen: SlipPen): Block {
  const column = whole(pen);
  return stack([
    ...pen.lines(slip.sellerName, column, { size: pen.paper.large, weight: 700 }),
    ...pen.lines(slip.words.title, column, { size: pen.paper.small }),
    gap(4),
    pen.barcode(slip.barcode, column, 24, 'start'),
    gap(6),
    address(slip, column, pen),
    gap(5),
    ...facts(slip, column, pen),
    gap(8),
  ]);
}

function address(slip: Slip, column: Column, pen: SlipPen): Block {
  const size = pen.paper.address;
  return stack([
    ...pen.lines(slip.words.shipTo, column, { size: pen.paper.small, ink: 'soft' }),
    ...slip.shipTo.flatMap((line, at) => pen.lines(line, column, { size, weight: at === 0 ? 700 : 400 })),
  ]);
}

/** Label and value, a line each. The purchase order number comes first: a business buyer looks for it. */
function facts(slip: Slip, column: Column, pen: SlipPen): Block[] {
  const { words, purchaseOrderNumber } = slip;
  const rows: [label: string, value: string | undefined][] = [
    [words.purchaseOrderNumber, purchaseOrderNumber],
    [words.orderId, slip.orderId],
    [words.orderDate, slip.orderDate],
    [words.shipBy, slip.shipBy],
    [words.serviceLevel, slip.serviceLevel],
    [words.marketplace, slip.marketplace],
  ];
  const label: Column = { start: column.start, width: column.width * 0.38 };
  const value: Column = { start: column.start + column.width * 0.4, width: column.width * 0.6 };
  return rows.flatMap(([name, text]) =>
    text === undefined
      ? []
      : [
          beside([
            stack(pen.lines(name, label, { ink: 'soft' })),
            stack(pen.lines(text, value, { weight: text === purchaseOrderNumber ? 700 : 400 })),
          ]),
        ],
  );
}

/** The top of a page that continues an order. */
export const continuedHead = (slip: Slip, pen: SlipPen): Block =>
  stack([
    ...pen.lines(`${slip.sellerName} · ${slip.orderId}`, whole(pen), { weight: 700 }),
    ...pen.lines(slip.words.continued, whole(pen), { size: pen.paper.small, ink: 'soft' }),
    gap(8),
  ]);

type Columns = { readonly quantity: Column; readonly item: Column; readonly price?: Column; readonly total?: Column };

/** A slip without prices gives their place to the titles; a narrow one shows the amount of the line only. */
function columns(slip: Slip, pen: SlipPen): Columns {
  const { start, width } = whole(pen);
  const { narrow, text } = pen.paper;
  const [quantity, space] = [narrow ? 24 : 36, narrow ? 6 : 12];
  const money = showsPrices(slip) && slip.items.some(({ unitPrice }) => unitPrice !== undefined) ? text * 8 : 0;
  const amounts = narrow ? money : 2 * money;
  const end = start + width;
  const item: Column = { start: start + quantity, width: width - quantity - amounts - (amounts > 0 ? space : 0) };
  const base = { quantity: { start, width: quantity - space / 2 }, item };
  if (amounts === 0) return base;
  const total: Column = { start: end - money, width: money };
  return narrow ? { ...base, total } : { ...base, price: { start: end - 2 * money, width: money }, total };
}

export function tableHead(slip: Slip, pen: SlipPen): Block {
  const { quantity, item, price, total } = columns(slip, pen);
  const style = { size: pen.paper.small, ink: 'soft' } as const;
  const cells = [pen.lines(slip.words.quantity, quantity, style), pen.lines(slip.words.item, item, style)];
  if (price) cells.push(pen.lines(slip.words.price, price, { ...style, align: 'end' }));
  if (total) cells.push(pen.lines(slip.words.total, total, { ...style, align: 'end' }));
  return stack([beside(cells.map(stack)), gap(2), pen.rule(whole(pen), 'black'), gap(4)]);
}

/** One item as slices that may be parted by the end of a page, where it is longer than a page. */
export function itemSlices(item: SlipItem, slip: Slip, pen: SlipPen): Block[] {
  const { quantity, item: column, price, total } = columns(slip, pen);
  const [firstLine = gap(0), ...titleLines] = pen.lines(item.title, column);
  const first = [firstLine, ...pen.lines(String(item.quantity), quantity, { weight: 700 })];
  if (item.unitPrice && price) first.push(...pen.lines(amount(item.unitPrice, slip.locale), price, { align: 'end' }));
  if (item.unitPrice && total) first.push(...pen.lines(amount(times(item.unitPrice, item.quantity), slip.locale), total, { align: 'end' }));
  const details = itemDetails(item, slip).flatMap((text) => pen.lines(text, column, { size: pen.paper.small, ink: 'soft' }));
  return [beside(first), ...titleLines, ...details, ...giftMessage(item, slip, column, pen), gap(4), pen.rule(whole(pen)), gap(4)];
}

function itemDetails(item: SlipItem, { words }: Slip): string[] {
  const identity = [
    `${words.sku}: ${item.sku}`,
    ...(item.asin === undefined ? [] : [`${words.asin}: ${item.asin}`]),
    ...(item.condition === undefined ? [] : [`${words.condition}: ${item.condition}`]),
  ];
  const handling = [
    ...(item.customised ? [words.customised] : []),
    ...(item.giftWrap === undefined ? (item.gift ? [words.gift] : []) : [`${words.giftWrap}: ${item.giftWrap}`]),
  ];
  return [identity.join(' · '), ...(handling.length > 0 ? [handling.join(' · ')] : [])];
}

function giftMessage({ giftMessage: message }: SlipItem, { words }: Slip, column: Column, pen: SlipPen): Block[] {
  if (message === undefined || message.trim() === '') return [];
  const inner: Column = { start: column.start + 8, width: column.width - 8 };
  const lines = [
    ...pen.lines(words.giftMessage, inner, { size: pen.paper.small, ink: 'soft' }),
    ...pen.lines(message.trim(), inner, { size: pen.paper.text + 1 }),
  ];
  return [gap(3), ...lines.map((line) => ({ height: line.height, marks: [...line.marks, pen.sideBar(column, line.height)] }))];
}

/** What stands under the items: the number of units, so that the packer can count, and the sums. */
export function slipSums(slip: Slip, pen: SlipPen): Block {
  const units = slip.items.reduce((sum, { quantity }) => sum + quantity, 0);
  const { start, width } = whole(pen);
  const half: Column = { start, width: width * 0.45 };
  const label: Column = { start: start + width * 0.47, width: width * 0.3 };
  const value: Column = { start: start + width * 0.78, width: width * 0.22 };
  const counted = stack(pen.lines(fillIn(slip.words.units, { units }), half, { ink: 'soft' }));
  if (!showsPrices(slip)) return stack([gap(4), counted]);
  const sums = slip.totals.map((total, at) => {
    const weight = at === slip.totals.length - 1 ? 700 : 400;
    const text = amount(total.amount, slip.locale);
    return beside([
      stack(pen.lines(total.label, label, { weight, align: 'end' })),
      stack(pen.lines(text, value, { weight, align: 'end' })),
    ]);
  });
  return stack([gap(4), beside([counted, stack(sums)])]);
}

/** The foot of every page; the count of pages only where there are several. */
export function slipFoot(slip: Slip, pen: SlipPen, page: number, pages: number): Block {
  const { start, width } = whole(pen);
  const style = { size: pen.paper.small, ink: 'soft' } as const;
  const own = pen.lines(slip.orderId, { start, width: width / 2 }, style);
  const count =
    pages > 1
      ? pen.lines(fillIn(slip.words.page, { page, pages }), { start: start + width / 2, width: width / 2 }, { ...style, align: 'end' })
      : [];
  return beside([stack(own), stack(count)]);
}

const formats = new Map<string, Intl.NumberFormat>();

/** In the form of the slip's language and with the decimals of the currency; exact, never through a float. */
function amount({ amount: text, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, format);
  return isNumeric(text) ? format.format(text) : `${text} ${currency}`;
}

const isNumeric = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);
