import { Writable } from 'node:stream';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import type { PaperName } from './paper.ts';
import { renderSlips } from './render-slips.ts';
import { sampleItem, sampleSlip } from './sample-slips.ts';
import type { Slip } from './slip.ts';

const printedAt = new Date('2026-11-21T10:00:00Z');

async function render(slips: Iterable<Slip> | AsyncIterable<Slip>, paper: PaperName = 'A4') {
  const chunks: Buffer[] = [];
  const out = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  const result = await renderSlips(slips, { paper, printedAt }, out);
  const bytes = Buffer.concat(chunks);
  return { result, bytes, pdf: await PDFDocument.load(bytes) };
}

/** Names of the embedded fonts, without the letters that mark a subset. */
const fontsOf = (pdf: PDFDocument) =>
  new Set(
    pdf.context.enumerateIndirectObjects().flatMap(([, object]) => {
      const name = 'lookup' in object && typeof object.lookup === 'function' ? String(object.lookup(PDFName.of('FontName')) ?? '') : '';
      return name.includes('+') ? [name.replace(/^.*\+/, '')] : [];
    }),
  );

test.each([
  ['A4', 595.28, 841.89],
  ['Letter', 612, 792],
  ['4x6', 288, 432],
] as const)('%s has its size', async (paper, width, height) => {
  const { pdf, result } = await render([sampleSlip()], paper);
  expect(pdf.getPageCount()).toBe(1);
  const size = pdf.getPage(0).getSize();
  expect([size.width, size.height]).toEqual([width, height]);
  expect(result).toEqual({ slips: 1, pages: 1, missing: 0, pagesOf: [1] });
});

test('many slips in one file, from an asynchronous source, into a slow reader', async () => {
  async function* slips() {
    for (let at = 0; at < 60; at += 1) yield sampleSlip({ orderId: `111-1234567-${1_000_000 + at}` });
  }
  const { pdf, result } = await render(slips());
  expect(result).toMatchObject({ slips: 60, pages: 60, missing: 0 });
  expect(result.pagesOf).toEqual(Array.from({ length: 60 }, () => 1));
  expect(pdf.getPageCount()).toBe(60);
});

test('fonts are embedded for the scripts in use only', async () => {
  const plain = await render([sampleSlip()]);
  expect(fontsOf(plain.pdf)).toEqual(new Set(['NotoSans-Regular', 'NotoSans-Bold']));
  const shipTo = ['髙橋 さくら', '김민준', '李小龙', 'محمد (الأول) ١٢', 'משה כהן', 'สมชาย', 'कृष्ण', 'Жанна', 'Γιώργος'];
  const world = await render([sampleSlip({ shipTo })]);
  expect(world.result.missing).toBe(0);
  for (const script of ['JP', 'KR', 'SC', 'Arabic', 'Hebrew', 'Thai', 'Devanagari'])
    expect([...fontsOf(world.pdf)].some((name) => name.startsWith(`NotoSans${script}`))).toBe(true);
});

test('marks that break the shaper and emoji do not stop a batch; boxes are counted', async () => {
  const items = [sampleItem({ title: '\u06a2 \u0641\u064d\u0621 🎂' })];
  const { result } = await render([sampleSlip({ items }), sampleSlip()]);
  expect(result.slips).toBe(2);
  expect(result.missing).toBeGreaterThanOrEqual(2);
});

test('the same slips give the same bytes', async () => {
  const [one, two] = [await render([sampleSlip()]), await render([sampleSlip()])];
  expect(one.bytes.equals(two.bytes)).toBe(true);
});

test('a reader that goes away and a source that fails reject, and the output is closed', async () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('the reader went away')) });
  await expect(
    renderSlips(
      Array.from({ length: 50 }, () => sampleSlip()),
      { paper: 'A4', printedAt },
      gone,
    ),
  ).rejects.toThrow('went away');

  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  function* failing() {
    yield sampleSlip();
    throw new Error('the vault is locked');
  }
  await expect(renderSlips(failing(), { paper: 'A4', printedAt }, out)).rejects.toThrow('the vault is locked');
  expect(out.destroyed).toBe(true);
});
