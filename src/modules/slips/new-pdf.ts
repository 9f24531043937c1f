import PDFDocument from 'pdfkit';
import type { Paper } from './paper.ts';

/** A PDF without pages yet, on this paper and without margins: whoever draws knows its places. */
export const newPdf = (paper: Paper, title: string, printedAt: Date): PDFKit.PDFDocument =>
  new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    size: [paper.width, paper.height],
    fontLayoutCache: false,
    info: { Title: title, Creator: 'Waybill', Producer: 'Waybill', CreationDate: printedAt },
  });
