import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutSheet } from './lay-out-sheet.ts';
import { type PaperName, papers } from './paper.ts';
import type { Ruler } from './text-lines.ts';

/** Close to the mean width of Noto Sans. */
const ruler: Ruler = (_font, text) => text.length * 0.55;

const row = fc.record({
  count: fc.integer({ min: 1, max: 999 }).map(String),
  text: fc.constantFrom('Oak tray', 'Stoneware mug, blue, 350 ml, dishwasher safe, in a box of its own'),
  details: fc.constantFrom([], ['KT-MUG'], ['KT-MUG', '2 → T-1 · 1 → 113-4440002-0000002']),
  barcode: fc.constant('4006381333931'),
});
const sections = fc.array(fc.array(row, { minLength: 1, maxLength: 9 }), { maxLength: 4 });

describe('a sheet to work through', () => {
  it('shows every row once and in its order, within the paper, each page with a heading over its rows', () => {
    fc.assert(
      fc.property(sections, fc.constantFrom<PaperName>('A4', 'Letter', '4x6'), (all, paper) => {
        const sheet = {
          locale: 'en',
          title: 'Pick list',
          facts: ['Main'],
          foot: '{{page}} of {{pages}}',
          sections: all.map((rows, i) => ({
            heading: `Bin-${i}`,
            barcode: `Bin-${i}`,
            rows: rows.map((each, n) => ({ ...each, count: `${i}.${n}` })),
          })),
        };
        const pages = layOutSheet(sheet, papers[paper], ruler);
        const { width, height } = papers[paper];
        const texts = pages.map(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.line.text] : [])));
        const counts = texts.flat().filter((text) => /^\d+\.\d+$/.test(text));
        expect(counts).toEqual(sheet.sections.flatMap(({ rows }) => rows.map(({ count }) => count)));
        const outside = pages.flatMap(({ marks }) =>
          marks.filter((mark) => mark.x < 0 || mark.y > height || (mark.kind === 'box' && mark.x + mark.width > width)),
        );
        expect(outside).toEqual([]);
        for (const page of texts.slice(1)) expect(page[0]).toMatch(/^Bin-\d+$/);
        expect(texts.at(-1)?.at(-1)).toBe(`${pages.length} of ${pages.length}`);
      }),
      { numRuns: 20 },
    );
  });
});
