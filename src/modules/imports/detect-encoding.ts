export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'windows-1252';

/** The byte order mark, if there is one. */
export function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** UTF-16 without a mark: a header in plain letters has a NUL in every second byte. */
export function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  if (bytes.length < 8) return undefined;
  const nuls = (from: number) => bytes.filter((byte, i) => i % 2 === from && byte === 0).length;
  const [even, odd] = [nuls(0), nuls(1)];
  const most = bytes.length * 0.4;
  if (odd > most && even === 0) return 'utf-16le';
  if (even > most && odd === 0) return 'utf-16be';
  return undefined;
}

/**
 * The likeliest encoding of text whose first non-ASCII byte begins `window`. UTF-8 proves itself by its form, and a
 * title that Amazon cut in the middle of a character does not disprove it. Shift-JIS is told from Windows-1252 by runs
 * of Japanese characters; `japanese` decides where the window alone does not (the seller sells in Japan).
 */
export function detectEncoding(window: Uint8Array, japanese = false): Encoding {
  const utf8 = countUtf8(window);
  if (utf8.good > 0 && utf8.bad * 10 <= utf8.good) return 'utf-8';
  const { forJapanese, against, broken } = weighShiftJis(window);
  if (forJapanese > against || (japanese && broken === 0)) return 'shift_jis';
  return 'windows-1252';
}

function countUtf8(bytes: Uint8Array) {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    const length =
      lead < 0x80 ? 1 : lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length > 1 && i + length > bytes.length) break;
    const whole = length > 0 && bytes.subarray(i + 1, i + length).every((byte) => byte >= 0x80 && byte <= 0xbf);
    if (length === 1) i += 1;
    else if (whole) {
      good += 1;
      i += length;
    } else {
      bad += 1;
      i += 1;
    }
  }
  return { good, bad };
}

/**
 * Reads the bytes as Shift-JIS and weighs each run of non-ASCII characters. Japanese comes in runs of two-byte characters
 * with leads 81-9F (kana and the everyday kanji) or of half-width kana. What European text looks like in this reading are
 * single characters, rare leads (E0-FC are its small letters with accents) and broken pairs.
 */
function weighShiftJis(bytes: Uint8Array) {
  let [forJapanese, against, broken] = [0, 0, 0];
  let run = { common: 0, rare: 0, kana: 0 };
  const endRun = () => {
    const { common, rare, kana } = run;
    const units = common + rare + kana;
    const japanese = units >= 2 && (common + kana) * 2 >= units && (common > 0 || kana >= 3);
    if (japanese) forJapanese += units;
    else against += units;
    run = { common: 0, rare: 0, kana: 0 };
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) endRun();
    else if (byte >= 0xa1 && byte <= 0xdf) run.kana += 1;
    else if (i + 1 === bytes.length) break;
    else if (isLead(byte) && isTrail(bytes[i + 1] ?? 0)) {
      if (byte <= 0x9f) run.common += 1;
      else run.rare += 1;
      i += 1;
    } else {
      endRun();
      broken += 1;
      against += 2;
    }
  }
  endRun();
  return { forJapanese, against, broken };
}

const isLead = (byte: number) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isTrail = (byte: number) => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;
