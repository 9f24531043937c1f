/** Scripts that are written without blanks. Those of the first kind may break between any two characters. */
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A line may not begin with these (closing marks, small kana, the long vowel mark) nor end with opening marks. */
const notFirst = /^[\p{Pe}\p{Pf}!%),.:;?\]}、。〃々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮー・：；！？，．％]/u;
const notLast = /[\p{Ps}\p{Pi}¥$＄￥]$/u;

const words = new Intl.Segmenter('und', { granularity: 'word' });
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A paragraph cut where a line may end; the units together are the paragraph. Blanks stay at the end of their unit.
 * Thai and its like break between words (by dictionary), Han and kana between characters, all else after blanks and
 * after a hyphen between letters.
 */
export function breakUnits(paragraph: string): string[] {
  return (paragraph.match(/\s*\S+\s*/gu) ?? []).flatMap((token) =>
    ideographs.test(token) || unspaced.test(token) ? unspacedUnits(token) : token.split(/(?<=\p{L}-)(?=\p{L})/u),
  );
}

function unspacedUnits(token: string): string[] {
  const pieces = [...words.segment(token)].flatMap(({ segment }) =>
    ideographs.test(segment) ? [...graphemes.segment(segment)].map((grapheme) => grapheme.segment) : [segment],
  );
  const units: string[] = [];
  for (const piece of pieces) {
    const last = units.at(-1);
    if (last === undefined || mayBreak(last, piece)) units.push(piece);
    else units[units.length - 1] = last + piece;
  }
  return units;
}

/** Between two pieces of which at least one is of an unspaced script, but for the marks that belong to a neighbour. */
function mayBreak(before: string, after: string): boolean {
  if (/^\s/u.test(after) || notFirst.test(after) || notLast.test(before)) return false;
  return [before, after].some((piece) => ideographs.test(piece) || unspaced.test(piece));
}
