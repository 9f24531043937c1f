import { drawCustomsForm, drawForm, drawText } from '../labels/draw-label.ts';
import { type Json, textOf } from './stand-in.ts';

export type Files = Record<string, () => Buffer>;
type Label = {
  id: string;
  carrier: string;
  service: string;
  tracking: string;
  reference: string;
  from: Json | undefined;
  to: Json | undefined;
};

/** What stands at the addresses of a label's files, by their path: the label in each format. */
export function labelFiles({ id, carrier, service, tracking, reference, from, to }: Label): Files {
  const text = { title: `${carrier} ${service}`, from: linesOf(from), to: linesOf(to), tracking, reference };
  return {
    [`/files/${id}.pdf`]: () => drawText(text, 'PDF').bytes,
    [`/files/${id}.png`]: () => drawText(text, 'PNG').bytes,
    [`/files/${id}.zpl`]: () => drawText(text, 'ZPL203').bytes,
  };
}

/** The form for customs that goes with a label. */
export const invoiceFile = (id: string, tracking: string, items: readonly Json[], value: string): Files => ({
  [`/files/${id}-form.pdf`]: () =>
    drawCustomsForm(
      { tracking },
      items.map((item) => ({
        quantity: Number(item['quantity']),
        description: textOf(item['description']),
        value: `${textOf(item[value])} ${textOf(item['currency'] ?? item['value_currency'])}`,
      })),
      'COMMERCIAL INVOICE',
    ),
});

/** The list of parcels that a carrier makes at the end of a day. */
export const manifestFile = (id: string, carrier: string, numbers: readonly string[]): Files => ({
  [`/files/${id}.pdf`]: () =>
    drawForm(
      `${carrier} MANIFEST`,
      `${numbers.length} PARCELS`,
      numbers.map((number) => [number]),
    ),
});

/** EasyPost and Shippo name the parts of an address alike. */
function linesOf(address: Json = {}): string[] {
  const part = (name: string) => textOf(address[name]);
  const place = [part('city'), part('state'), part('zip')].filter(Boolean).join(' ');
  return [part('name'), part('company'), part('street1'), part('street2'), place, part('country')].filter(Boolean);
}
