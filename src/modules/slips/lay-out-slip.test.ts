import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOutSlip } from './lay-out-slip.ts';
import { type PaperName, papers } from './paper.ts';
import { sampleItem, sampleSlip } from './sample-slips.ts';
import type { Slip } from './slip.ts';
import type { Ruler } from './text-lines.ts';
import { slipWords } from './words.ts';

/** Close to the mean width of Noto Sans. */
const ruler: Ruler = (_font, text) => text.length * 0.55;
const names = Object.keys(papers).filter((name): name is PaperName => name in papers);

const pagesOf = (slip: Slip, paper: PaperName = 'A4') =>
  layOutSlip(slip, papers[paper], ruler).map(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.line.text] : [])));
const textOf = (slip: Slip, paper?: PaperName) => pagesOf(slip, paper).flat().join('\n');

describe('what stands on a slip', () => {
  test.each(names)('%s: seller, address, order id, date, title, SKU, quantity, prices', (paper) => {
    const text = textOf(sampleSlip(), paper).replaceAll('\n', ' ');
    for (const part of [
      'Bluebird Home Goods',
      'Maria Kowalski',
      'Austin, TX',
      '111-1234567-1234567',
      'November 21, 2026',
      'Stainless-',
      'SKU: BB-BOTTLE-750-BLK',
      'Standard',
      '$51.98',
      '$61.67',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain(slipWords.purchaseOrderNumber);
    expect(text).not.toContain('Page 1');
  });

  test.each(names)('%s: a gift shows its message and no price at all, even for the items beside it', (paper) => {
    const items = [sampleItem({ gift: true, giftWrap: 'Red box', giftMessage: 'Happy birthday!\nYour Tom' }), sampleItem()];
    const text = textOf(sampleSlip({ items }), paper);
    expect(text).toContain('Happy birthday!');
    expect(text).toContain('Your Tom');
    expect(text).toContain('Gift wrap: Red box');
    expect(text).not.toMatch(/\$|25\.99|61\.67|Price|Total/);
  });

  test('a message without the gift flag hides prices too', () => {
    expect(textOf(sampleSlip({ items: [sampleItem({ giftMessage: 'For you' })] }))).not.toContain('$');
  });

  test.each(names)('%s: the purchase order number of a business order', (paper) => {
    expect(textOf(sampleSlip({ purchaseOrderNumber: 'PO-2026-00417' }), paper)).toContain('PO-2026-00417');
  });

  test('amounts have the form of the language and the decimals of the currency', () => {
    const slip = (locale: string, amount: string, currency: string) =>
      textOf(sampleSlip({ locale, items: [sampleItem({ quantity: 1, unitPrice: { amount, currency } })], totals: [] }));
    expect(slip('de-DE', '1234.5', 'EUR')).toContain('1.234,50\u00a0€');
    expect(slip('ja-JP', '2980', 'JPY')).toContain('￥2,980');
    expect(slip('en-US', '90071992.55', 'USD')).toContain('$90,071,992.55');
  });

  test('the words are those of the caller', () => {
    const text = textOf(sampleSlip({ words: { ...slipWords, title: 'Lieferschein', units: 'Stück: {{units}}' } }));
    expect(text).toContain('Lieferschein');
    expect(text).toContain('Stück: 2');
  });

  test('the barcode is drawn, and left out where Code 128 cannot say it', () => {
    const boxes = (barcode: string) =>
      layOutSlip(sampleSlip({ barcode }), papers.A4, ruler)[0]?.marks.filter(({ kind }) => kind === 'box').length ?? 0;
    expect(boxes('111-1234567-1234567')).toBeGreaterThan(40);
    expect(boxes('注文')).toBeLessThan(10);
    expect(boxes('X'.repeat(200))).toBeLessThan(10);
  });
});

describe('pages', () => {
  const thirty = sampleSlip({ items: Array.from({ length: 30 }, (_, at) => sampleItem({ sku: `SKU-${at + 1}-` })) });

  test.each(names)('%s: thirty items go on over pages that say which they are', (paper) => {
    const pages = pagesOf(thirty, paper);
    expect(pages.length).toBeGreaterThan(1);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`Page ${at + 1} of ${pages.length} of this order`);
      expect(page.join('\n')).toContain('111-1234567-1234567');
      expect(page).toContain('Item');
    }
    const text = pages.flat().join('\n');
    for (let at = 1; at <= 30; at += 1) expect(text.split(`SKU-${at}-`)).toHaveLength(2);
  });

  test('an item stays whole where it fits on a page', () => {
    for (const page of pagesOf(thirty))
      expect(page.filter((text) => text.startsWith('Stainless')).length).toBe(page.filter((text) => text.startsWith('SKU')).length);
  });

  test('a message longer than a page goes on line by line', () => {
    const giftMessage = Array.from({ length: 200 }, (_, at) => `line ${at}.`).join('\n');
    const pages = pagesOf(sampleSlip({ items: [sampleItem({ gift: true, giftMessage })] }), '4x6');
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.flat().filter((text) => /^line \d+\.$/.test(text))).toHaveLength(200);
  });

  test('nothing is drawn outside the paper or over the foot, on either side of reading', () => {
    const item = fc.record({
      title: fc.string({ maxLength: 300 }),
      quantity: fc.integer({ min: 1, max: 9999 }),
      sku: fc.string({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...names),
        fc.constantFrom('en-US', 'ar-AE'),
        (items, name, locale) => {
          const paper = papers[name];
          for (const { marks } of layOutSlip(sampleSlip({ locale, items: items.map(sampleItem) }), paper, ruler))
            for (const mark of marks) {
              const width = mark.kind === 'text' ? mark.line.width : mark.width;
              expect(mark.x).toBeGreaterThanOrEqual(paper.margin - 0.01);
              expect(mark.x + width).toBeLessThanOrEqual(paper.width - paper.margin + 0.01);
              expect(mark.y).toBeLessThanOrEqual(paper.height - paper.margin);
            }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('the longest address that Amazon takes leaves the foot of the smallest paper free', () => {
    const shipTo = ['N'.repeat(50), 'a '.repeat(90), 'b '.repeat(90), 'c '.repeat(90), 'Los Angeles, CA 90001-1234', 'United States'];
    const [first] = layOutSlip(sampleSlip({ shipTo, purchaseOrderNumber: 'PO-1' }), papers['4x6'], ruler);
    const texts = first?.marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : [])) ?? [];
    const foot = texts.at(-1)?.y ?? 0;
    for (const { y } of texts.slice(0, -2)) expect(y).toBeLessThan(foot - 8);
  });

  test('a right-to-left language begins on the right', () => {
    const quantityX = (locale: string) =>
      layOutSlip(sampleSlip({ locale }), papers.A4, ruler)[0]?.marks.find((mark) => mark.kind === 'text' && mark.line.text === 'Qty')?.x ??
      Number.NaN;
    expect(quantityX('en-US')).toBeLessThan(100);
    expect(quantityX('ar-AE')).toBeGreaterThan(500);
  });
});
