import bwipjs from 'bwip-js';

/** A Code 128: widths in modules, bar and space in turn, beginning with a bar; and their sum. */
export type Bars = { readonly widths: readonly number[]; readonly modules: number };

/** The bars of a text of printable ASCII; anything else has none, because Code 128 cannot say it. */
export function barcodeBars(text: string): Bars | undefined {
  if (!/^[\u0020-\u007e]+$/.test(text)) return undefined;
  const [symbol] = bwipjs.raw({ bcid: 'code128', text });
  if (!symbol || !('sbs' in symbol)) return undefined;
  const widths = [...symbol.sbs];
  return { widths, modules: widths.reduce((sum, width) => sum + width, 0) };
}
