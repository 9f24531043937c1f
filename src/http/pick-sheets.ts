import { Temporal } from 'temporal-polyfill';
import { isZone } from '#src/modules/calendar/questions.ts';
import type { PickView } from '#src/modules/picking/contract.ts';
import type { Sheet, SheetSection } from '#src/modules/slips/index.ts';

type Stop = PickView['stops'][number];
type Product = Stop['products'][number];

/** When a sheet is printed, and the time zone of those who hold it. */
export type Printed = { at: Date; timeZone: string };

const printed = ({ at, timeZone }: Printed) => {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(isZone(timeZone) ? timeZone : 'UTC');
  return `Printed ${local.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${local.timeZoneId}`;
};

const foot = 'Page {{page}} of {{pages}}';
const noBin = 'No bin named';
const binCode = (bin: string) => (bin === '' ? {} : { barcode: bin });
const codeOf = ({ barcodes }: Product) => (barcodes[0] === undefined ? {} : { barcode: barcodes[0] });

/** A wave on paper, bin by bin as one walks; each product says into which totes it is sorted. */
export function batchSheet({ wave, stops }: PickView, when: Printed): Sheet {
  const units = stops.flatMap(({ products }) => products).reduce((n, { left }) => n + left, 0);
  return {
    locale: 'en',
    title: `Pick list: ${wave.name}`,
    facts: [`${wave.location} · ${wave.orders} orders · ${units} units in ${stops.length} bins`, printed(when)],
    foot: `${wave.name} · ${foot}`,
    sections: stops.map((stop) => ({
      heading: stop.bin || noBin,
      ...binCode(stop.bin),
      rows: stop.products.map((product) => ({
        count: String(product.left),
        text: product.title,
        details: [product.code, product.to.map(({ tote, orderId, left }) => `${left} → ${tote ?? orderId}`).join(' · ')],
        ...codeOf(product),
      })),
    })),
  };
}

/** The same order by order: what each wants, bin by bin. */
export function orderSheet({ wave, stops, orders }: PickView, when: Printed): Sheet {
  return {
    locale: 'en',
    title: `Pick list by order: ${wave.name}`,
    facts: [`${wave.location} · ${wave.orders} orders`, printed(when)],
    foot: `${wave.name} · ${foot}`,
    sections: orders.flatMap(({ accountId, orderId, tote }): SheetSection[] => {
      const rows = stops.flatMap((stop) =>
        stop.products.flatMap((product) => {
          const own = product.to.find((each) => each.accountId === accountId && each.orderId === orderId);
          return own
            ? [{ count: String(own.left), text: `${stop.bin || noBin} · ${product.title}`, details: [product.code], ...codeOf(product) }]
            : [];
        }),
      );
      return rows.length === 0 ? [] : [{ heading: orderId, barcode: orderId, ...(tote === null ? {} : { note: `Tote ${tote}` }), rows }];
    }),
  };
}

/** Labels to cut out and stick on: of totes, or of bins. */
export const codeSheet = (title: string, codes: readonly string[], when: Printed): Sheet => ({
  locale: 'en',
  title,
  facts: [printed(when)],
  foot,
  sections: codes.map((code) => ({ heading: code, barcode: code, rows: [] })),
});
