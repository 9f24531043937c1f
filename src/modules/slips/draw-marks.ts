import type PDFDocument from 'pdfkit';
import { type FontFile, readFontFile } from './font-files.ts';
import type { Mark } from './marks.ts';
import type { Ruler } from './text-lines.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** Draws what the layout decided, with no decision of its own. */
export type Pencil = { readonly ruler: Ruler; readonly draw: (marks: readonly Mark[], soft: string) => void };

/** Widths are remembered for the words that come again and again; the memory is emptied when it grows too large. */
const rememberedWidths = 20_000;

/** A pencil for one document. A font file is opened when its first character is measured. */
export function pencil(pdf: Pdf): Pencil {
  const opened = new Set<string>();
  const widths = new Map<string, number | undefined>();

  const take = (font: FontFile, size: number) => {
    if (!opened.has(font.key)) {
      pdf.registerFont(font.key, readFontFile(font));
      opened.add(font.key);
    }
    pdf.font(font.key, size);
  };

  const ruler: Ruler = (font, text) => {
    const key = `${font.key} ${text}`;
    if (widths.has(key)) return widths.get(key);
    take(font, 1000);
    const width = shapedWidth(pdf, text);
    if (widths.size >= rememberedWidths) widths.clear();
    widths.set(key, width);
    return width;
  };

  const draw = (marks: readonly Mark[], soft: string) => {
    const inks = { black: '#000000', soft, line: '#999999' };
    for (const mark of marks) {
      pdf.fillColor(inks[mark.ink]);
      if (mark.kind === 'box') pdf.rect(mark.x, mark.y, mark.width, mark.height).fill();
      else
        for (const piece of mark.line.pieces) {
          take(piece.font, mark.size);
          pdf.text(piece.text, mark.x + piece.x, mark.y, { lineBreak: false, baseline: 'alphabetic' });
        }
    }
  };
  return { ruler, draw };
}

/** The shaper throws on a few combinations of rare marks; no name and no gift message may stop a batch of slips. */
function shapedWidth(pdf: Pdf, text: string): number | undefined {
  try {
    return pdf.widthOfString(text) / 1000;
  } catch {
    return undefined;
  }
}
