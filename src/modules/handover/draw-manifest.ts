import { type PlainPage, renderPages } from '#src/modules/slips/index.ts';

/** What stands on a manifest that the desk makes itself. Nothing of a recipient. */
export type ManifestSheet = {
  title: string;
  carrier: string;
  place: string;
  account: string;
  /** In words, by the clock of the place. */
  madeAt: string;
  madeBy: string;
  paper: 'A4' | 'Letter';
  parcels: readonly { tracking: string; orderId: string; service: string }[];
};

const margin = 40;
const firstRow = 148;
const rowHeight = 34;
const sizes = { A4: { width: 595, height: 842 }, Letter: { width: 612, height: 792 } };

/** The list that a driver signs: every number as text and as a Code 128, the count, and a line for name, time and signature. */
export async function drawManifest(sheet: ManifestSheet, printedAt: Date): Promise<Buffer> {
  const { height } = sizes[sheet.paper];
  const perPage = Math.floor((height - margin - 60 - firstRow) / rowHeight);
  const count = Math.max(1, Math.ceil(sheet.parcels.length / perPage));
  const pages = Array.from({ length: count }, (_, n) => pageOf(sheet, n, count, perPage));
  return renderPages(pages, { paper: sheet.paper, title: sheet.title, locale: 'en', printedAt });
}

function pageOf(
  { title, carrier, place, account, madeAt, madeBy, paper, parcels }: ManifestSheet,
  n: number,
  count: number,
  perPage: number,
) {
  const { width, height } = sizes[paper];
  const inner = width - 2 * margin;
  const order = { x: 380, width: width - margin - 380 };
  const foot = height - margin - 30;
  const text = (words: string, x: number, y: number, room: number, more: { size?: number; bold?: boolean; atEnd?: boolean } = {}) => ({
    text: words,
    x,
    y,
    width: room,
    size: 9,
    ...more,
  });
  const rows = parcels
    .slice(n * perPage, (n + 1) * perPage)
    .map((parcel, index) => ({ ...parcel, index, y: firstRow + index * rowHeight }));
  return {
    texts: [
      text(title, margin, 54, inner - 90, { size: 18, bold: true }),
      text(`Page ${n + 1} of ${count}`, width - margin - 80, 54, 80, { atEnd: true }),
      text(`${carrier} · ${place}`, margin, 76, inner, { size: 12 }),
      text(`${madeAt} · ${madeBy} · ${account}`, margin, 92, inner),
      text(`Parcels: ${parcels.length}`, margin, 116, inner, { size: 14, bold: true }),
      text('No.', margin, 138, 28),
      text('Tracking number', margin + 30, 138, 300),
      text('Order', order.x, 138, order.width),
      ...rows.flatMap(({ index, tracking, orderId, service, y }) => [
        text(String(n * perPage + index + 1), margin, y + 12, 28),
        text(tracking, margin + 30, y + 28, 300),
        text(orderId, order.x, y + 12, order.width),
        text(service, order.x, y + 24, order.width, { size: 8 }),
      ]),
      text('Taken over by (name, signature)', margin, foot + 14, 320),
      text('Date and time', order.x, foot + 14, order.width),
    ],
    bars: rows.map(({ tracking, y }) => ({ code: tracking, x: margin + 30, y, width: 230, height: 18 })),
    rules: [{ x: margin, y: foot, width: inner }],
  } satisfies PlainPage;
}
