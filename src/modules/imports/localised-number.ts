import { fail, ok, type Result } from '#src/kernel/result.ts';
import { shapeOf } from './shape-of.ts';
import type { NumberFormat } from './store-formats.ts';

/** The whole part of a number in each format; a group is never the first three digits of something that starts with 0. */
const shapes: Record<NumberFormat, RegExp> = {
  point: /^(\d+|[1-9]\d{0,2}(?:([,' ])\d{3})(?:\2\d{3})*)?(?:\.(\d+))?$/,
  comma: /^(\d+|[1-9]\d{0,2}(?:([.' ])\d{3})(?:\2\d{3})*)?(?:,(\d+))?$/,
  indian: /^(\d+|[1-9]\d?(?:(,)\d{2})*,\d{3})?(?:\.(\d+))?$/,
};
const formats: NumberFormat[] = ['point', 'comma', 'indian'];

/**
 * An amount as people and sheet programs write it, as decimal text such as `-1234.56`. The store's own format decides first,
 * then the shape: `95.00` is 95 in Germany too. Three digits after the only separator are thousands, because no currency of
 * an Amazon store has three decimals. What fits no format fails; it is never 0.
 */
export function readAmount(text: string, own: NumberFormat): Result<string> {
  const { body, negative } = strip(text);
  const order = [own, ...formats.filter((format) => format !== own)];
  const readings = order.map((format) => read(body, format)).filter((reading) => reading !== undefined);
  const best = readings.find(({ fraction }) => fraction.length <= 2) ?? readings[0];
  if (!best || best.whole.length > 15 || best.fraction.length > 9)
    return fail(`cannot be read as a number (it looks like ${shapeOf(text)})`);
  const amount = best.fraction === '' ? best.whole : `${best.whole}.${best.fraction}`;
  return ok(negative && /[1-9]/.test(amount) ? `-${amount}` : amount);
}

/** A count of pieces: a whole number, also as `2.0`, also with the store's own thousands separator. Nothing is guessed. */
export function readQuantity(text: string, own: NumberFormat): Result<number> {
  const { body, negative } = strip(text);
  const plain = body.replace(/^(\d+)[.,]0{1,2}$/, '$1');
  const reading = read(plain, own);
  const quantity = Number(reading?.whole);
  if (!reading || negative || reading.fraction !== '' || quantity > 1_000_000) {
    return fail(`cannot be read as a whole number of pieces (it looks like ${shapeOf(text)})`);
  }
  return ok(quantity);
}

function read(body: string, format: NumberFormat): { whole: string; fraction: string } | undefined {
  const found = body === '' ? null : shapes[format].exec(body);
  if (!found) return undefined;
  const whole = (found[1] ?? '').replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '');
  return { whole: whole === '' ? '0' : whole, fraction: found[3] ?? '' };
}

/** Digits and separators in plain characters, without sign, brackets and the name of the currency. */
function strip(text: string): { body: string; negative: boolean } {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\u200E\u200F\u061C]/g, '')
    .replaceAll(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll('\u066B', '.')
    .replaceAll('\u066C', ',')
    .replaceAll(/[\u2019\u02BC]/g, "'")
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s/gu, ' ')
    .trim();
  const inner = /^\((.*)\)$/.exec(plain)?.[1];
  const unsigned = /^([-+]?)(.*?)(-?)$/.exec(withoutCurrency(inner ?? plain)) ?? [];
  const before = unsigned[1] ?? '';
  const after = unsigned[3] ?? '';
  const body = withoutCurrency(unsigned[2] ?? '');
  const signs = [before, after, inner === undefined ? '' : '()'].filter((sign) => sign !== '');
  return { body: signs.length > 1 ? '' : body, negative: signs.length === 1 && signs[0] !== '+' };
}

const currencyName = String.raw`(?:[A-Z]{3}|[A-Z]{1,3}?\p{Sc}|\p{Sc}|kr\.?|zł|Rs\.?|R|TL|円|元|[\u0621-\u064A][\u0621-\u064A.]*)`;
const leading = new RegExp(String.raw`^([-+]?) *${currencyName} *(?=[-+.\d])`, 'u');
const trailing = new RegExp(String.raw`(?<=[-.\d]) *${currencyName}$`, 'u');

const withoutCurrency = (text: string) => text.replace(leading, '$1').replace(trailing, '').trim();
