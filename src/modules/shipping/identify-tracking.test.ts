import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { s10Check } from './check-digits.ts';
import { identifyTracking, matchFormats } from './identify-tracking.ts';
import { normaliseTracking } from './normalise-tracking.ts';

/** Published example numbers: one for each format that has one (rules.md 3.2). */
const examples = [
  ['ups', 'ups_1z', '1Z5R89390357567127'],
  ['ups', 'ups_waybill', 'K1506235620'],
  ['usps', 'usps_20', '03071790000523483741'],
  ['usps', 'usps_impb_n', '420787459400111206206406260787'],
  ['usps', 'usps_impb_c', '4201002334249200190132607600833457'],
  ['usps', 'usps_legacy', '9101026837331000039521'],
  ['royal_mail', 's10', 'RB123456785GB'],
  ['fedex', 'fedex_express', '986578788855'],
  ['fedex', 'fedex_34', '1001921334250001000300779017972697'],
  ['fedex', 'fedex_ground', '041441760228964'],
  ['fedex', 'fedex_ground_96', '9611020987654312345672'],
  ['fedex', 'fedex_sscc18', '000123450000000027'],
  ['fedex', 'fedex_astra', '32971514560102447849175802862014'],
  ['fedex', 'fedex_gsn', '9622001900000000000000776632517510'],
  ['dhl', 'dhl_express', '3318810025'],
  ['dhl', 'dhl_express_piece', 'JJD0099999999'],
  ['dhl', 'dhl_ecommerce', 'GM2951173225174494'],
  ['amazon', 'amazon_logistics', 'TBA000000000000'],
  ['amazon', 'amazon_international', 'C1004444443'],
  ['ontrac', 'ontrac', 'C11031500001879'],
  ['lasership', 'lasership', 'LX17635036'],
  ['canada_post', 'canada_post', '0073938000549297'],
  ['purolator', 'purolator', '320595463938'],
  ['dpd', 'dpd_14', '09980000020033F'],
  ['yodel', 'yodel', 'JJD0002257639032011'],
  ['yamato', 'yamato', '123456789013'],
  ['sagawa', 'sagawa', '123456789013'],
  ['japan_post', 'japan_post_parcel', '123456789013'],
  ['old_dominion', 'old_dominion', '07209562763'],
  ['yunexpress', 'yunexpress', 'YT2229521272164446'],
] as const;

describe('the examples of the table', () => {
  test.each(examples)('%s %s: %s', (code, format, number) => {
    const found = identifyTracking(number);
    expect(found.valid).toBe(true);
    expect(found.carriers).toContainEqual(expect.objectContaining({ code, format, valid: true }));
  });

  test.each(examples.filter(([code]) => !['yamato', 'sagawa', 'japan_post'].includes(code)))(
    '%s %s is the first guess',
    (code, _format, number) => {
      const country = ({ purolator: 'CA', canada_post: 'CA' } as Record<string, string>)[code] ?? 'US';
      expect(identifyTracking(number, { country }).carriers[0]).toMatchObject({ code, valid: true });
    },
  );

  test('formats without a published example are known by their shape', () => {
    const shapes = {
      gofo: 'GFUS01234567890123',
      landmark: 'LTN12345678N1',
      speedee: 'SP012345678901234567',
      canpar: 'D000000000000000000001',
    };
    for (const [code, number] of Object.entries(shapes))
      expect(identifyTracking(number)).toMatchObject({ valid: true, carriers: [{ code }] });
    expect(identifyTracking('1LS7212345601116-1').carriers).toEqual([]);
    expect(identifyTracking('1LS721201123456-1')).toMatchObject({ normalised: '1LS721201123456-1', valid: false });
    expect(identifyTracking('1LS7212011123456-1')).toMatchObject({
      normalised: '1LS7212011123456-1',
      valid: true,
      carriers: [{ code: 'lasership' }],
    });
  });
});

/** Where the check digit of a format looks: the first and the last index (the check digit itself included). */
const checked: Partial<Record<(typeof examples)[number][1], [from: number, to: number]>> = {
  ups_1z: [2, 17],
  ups_waybill: [1, 10],
  usps_20: [0, 19],
  usps_impb_n: [10, 29],
  usps_impb_c: [14, 33],
  usps_legacy: [2, 21],
  fedex_ground: [0, 14],
  fedex_ground_96: [7, 21],
  fedex_sscc18: [2, 17],
  canada_post: [0, 15],
  purolator: [1, 11],
  dpd_14: [0, 13],
  old_dominion: [3, 10],
};
const cases = examples.flatMap(([, format, number]) => {
  const range = checked[format];
  return range ? [{ format, number, range }] : [];
});

describe('a single mistyped digit', () => {
  test.each(cases)('is noticed by $format', ({ format, number, range: [from, to] }) => {
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const old = number.charAt(at);
        fc.pre(/\d/.test(old));
        const digit = String((Number(old) + step) % 10);
        // UPS doubles without casting out nines, so a change of five in a doubled place is its known blind spot.
        fc.pre(!(format.startsWith('ups') && step === 5 && (at - from) % 2 === 1));
        const typo = number.slice(0, at) + digit + number.slice(at + 1);
        const match = matchFormats(typo).find((candidate) => candidate.format === format);
        expect(match?.state ?? 'wrong').toBe('wrong');
      }),
    );
  });

  test('is noticed by S10, but for its check digit 5, which stands for two remainders', () => {
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }).map((digits) => digits.join(''));
    fc.assert(
      fc.property(body, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (digits, at, step) => {
        const right = digits + s10Check(digits);
        fc.pre(!right.endsWith('5'));
        const typo = right.slice(0, at) + String((Number(right.charAt(at)) + step) % 10) + right.slice(at + 1);
        expect(identifyTracking(`RB${right}GB`).valid).toBe(true);
        expect(identifyTracking(`RB${typo}GB`)).toMatchObject({ valid: false, carriers: [{ code: 'royal_mail', valid: false }] });
      }),
    );
  });

  test('is never valid; UPS 1Z, USPS and S10 have no other carrier, elsewhere it is a warning', () => {
    for (const hard of ['1Z5R89390357567128', '420787459400111206206406260788', 'RB123456784GB', '9101026837331000039522'])
      expect(identifyTracking(hard)).toMatchObject({ valid: false });
    for (const soft of ['041441760228965', '000123450000000028', 'C11031500001878'])
      expect(identifyTracking(soft)).toMatchObject({ valid: false, warning: expect.stringContaining('typo') });
    // Another carrier's check digit is right: then it may be theirs.
    expect(identifyTracking('986578788856')).toMatchObject({ valid: true, carriers: [{ code: 'yamato', valid: true }, {}, {}, {}] });
  });

  test('mod 7 and mod 11 checks notice most of them', () => {
    for (const [format, number] of [
      ['dhl_express', '3318810026'],
      ['fedex_express', '986578788856'],
      ['fedex_34', '1001921334250001000300779017972698'],
      ['fedex_gsn', '9622001900000000000000776632517511'],
      ['fedex_astra', '32971514560102447849175812862014'],
      ['yamato', '123456789014'],
    ])
      expect(matchFormats(number ?? '').find((match) => match.format === format)?.state).toBe('wrong');
  });
});

describe('normalising', () => {
  test.each(examples)('%s %s: blanks, dashes and small letters change nothing', (_code, _format, number) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', '', ' ', '-', '–', '\u00a0', '\u200b'), { minLength: 40, maxLength: 40 }), (gaps) => {
        const typed = number.replaceAll(/./g, (character, at: number) => character.toLowerCase() + (gaps[at] ?? ''));
        expect(normaliseTracking(typed)).toBe(number);
      }),
    );
  });

  test('full-width letters become plain, and normalising twice changes nothing', () => {
    expect(normaliseTracking('１Ｚ５Ｒ８９３９０３５７５６７１２７')).toBe('1Z5R89390357567127');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseTracking(normaliseTracking(text))).toBe(normaliseTracking(text));
      }),
    );
  });
});

describe('a number that fits several carriers', () => {
  test('names them all, and the history of the seller decides between equals', () => {
    const codes = (hints = {}) => identifyTracking('123456789013', hints).carriers.map(({ code }) => code);
    expect(codes()).toEqual(expect.arrayContaining(['yamato', 'sagawa', 'japan_post', 'fedex', 'purolator']));
    expect(codes({ history: { sagawa: 12, yamato: 3 } }).slice(0, 2)).toEqual(['sagawa', 'yamato']);
    expect(codes({ country: 'JP' })[0]).toBe('yamato');
  });

  test('a right check digit ranks before history', () => {
    const [first] = identifyTracking('986578788855', { history: { yamato: 900 } }).carriers;
    expect(first).toMatchObject({ code: 'fedex', valid: true });
  });

  test('a loose shape shows only where nothing better fits, or where the country speaks for it', () => {
    const codes = (country: string) => identifyTracking('0073938000549297', { country }).carriers.map(({ code }) => code);
    expect(codes('CA')).toEqual(['canada_post']);
    expect(codes('UK')).toEqual(['canada_post', 'evri']);
    expect(identifyTracking('33ABC0123456').carriers).toEqual([]);
    expect(identifyTracking('12345678901234567891').valid).toBe(false);
    const german = identifyTracking('12345678901234567891', { country: 'DE' });
    expect(german).toMatchObject({ valid: true });
    expect(german.carriers.map(({ code }) => code).slice(0, 2)).toEqual(['gls', 'usps']);
  });
});

describe('S10', () => {
  test.each([
    ['GB', 'royal_mail'],
    ['AU', 'australia_post'],
    ['JP', 'japan_post'],
    ['CA', 'canada_post'],
    ['US', 'usps'],
    ['BR', 'correios'],
    ['DE', 'deutsche_post'],
    ['FR', 'la_poste'],
    ['IN', 'india_post'],
  ])('%s belongs to %s', (country, code) => {
    expect(identifyTracking(`RB123456785${country}`)).toMatchObject({ valid: true, carriers: [{ code, format: 's10', valid: true }] });
  });

  test('a post without a line of its own is named by its country', () => {
    expect(identifyTracking('RB123456785IS').carriers).toEqual([
      { code: 'other_post', name: 'Post of Iceland', format: 's10', valid: true },
    ]);
  });
});

describe('what is no tracking number', () => {
  test.each([
    ['order_id', '111-1234567-1234567'],
    ['order_id', ' 111 - 1234567 - 1234567 '],
    ['asin', 'B07XJ8C8F5'],
    ['asin', 'X001ABC123'],
    ['phone', '+49 151 23456789'],
    ['phone', '(206) 555-0100'],
    ['phone', '206-555-0100'],
    ['phone', '206.555.0100'],
    ['phone', '2065550100'],
    ['sku', 'TEE-RED-L'],
    ['sku', 'SKU-12345'],
    ['sku', 'sent by van'],
    ['empty', '   '],
    ['empty', '---'],
  ])('%s: %s', (kind, number) => {
    expect(identifyTracking(number)).toMatchObject({ valid: false, carriers: [], refusal: { kind } });
  });

  test('no format: neither valid nor refused', () => {
    expect(identifyTracking('1Z5R8939035756712')).toEqual({
      number: '1Z5R8939035756712',
      normalised: '1Z5R8939035756712',
      valid: false,
      carriers: [],
    });
  });

  test('never throws, and what is refused has no carriers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { valid, carriers, refusal } = identifyTracking(text);
        expect(valid && (!carriers.some((each) => each.valid) || refusal !== undefined)).toBe(false);
      }),
    );
  });
});
