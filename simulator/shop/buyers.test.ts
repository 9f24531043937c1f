import { describe, expect, it } from 'vitest';
import { MARKETPLACES } from '../accounts/marketplaces.ts';
import { createCustomer } from './buyers.ts';
import { createRandom } from './random.ts';
import { storefrontOf } from './storefronts.ts';

const postalCodes: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  CA: /^[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z] \d[A-CEGHJ-NPR-TV-Z]\d$/,
  MX: /^\d{5}$/,
  BR: /^\d{5}-\d{3}$/,
  GB: /^[A-Z]{1,2}\d{1,2} \d[ABD-HJLNP-UW-Z]{2}$/,
  IE: /^[A-Z]\d[\dW] [A-Z\d]{4}$/,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  IT: /^\d{5}$/,
  ES: /^\d{5}$/,
  NL: /^[1-9]\d{3} [A-Z]{2}$/,
  BE: /^[1-9]\d{3}$/,
  SE: /^\d{3} \d{2}$/,
  PL: /^\d{2}-\d{3}$/,
  TR: /^\d{5}$/,
  EG: /^\d{5}$/,
  SA: /^\d{5}$/,
  AE: /^$/,
  IN: /^\d{6}$/,
  ZA: /^\d{4}$/,
  JP: /^\d{3}-\d{4}$/,
  AU: /^\d{4}$/,
  SG: /^\d{6}$/,
  GR: /^\d{3} \d{2}$/,
  UA: /^\d{5}$/,
  IL: /^\d{7}$/,
  TH: /^\d{5}$/,
  KR: /^\d{5}$/,
  TW: /^\d{5}$/,
};

describe('createCustomer', () => {
  it.each([...MARKETPLACES.keys()])('invents buyers of %s with an address that fits the country', (id) => {
    const storefront = storefrontOf(id);
    const random = createRandom(id);
    for (let count = 0; count < 150; count++) {
      const { buyer, address } = createCustomer(random, storefront, { business: count % 10 === 0, abroad: count % 5 === 1 });
      expect(address.postalCode).toMatch(postalCodes[address.countryCode] ?? /^never$/);
      expect(buyer.email).toMatch(
        new RegExp(`^[a-z0-9]{13}@marketplace\\.${storefront.domain.replace('www.', '').replaceAll('.', '\\.')}$`),
      );
      expect(buyer.companyName !== undefined).toBe(count % 10 === 0);
      expect(address.countryCode === storefront.country).toBe(count % 5 !== 1);
      const texts = [buyer.name, address.name, address.line1, address.line2 ?? 'x', address.city, address.phone ?? 'x'];
      for (const text of texts) expect(text).toMatch(/^[^{}#@_]+$/);
      expect(address.countryCode !== 'US' || /555-01\d\d/.test(address.phone ?? '555-0100')).toBe(true);
    }
  });

  it('writes names in the scripts of the world', () => {
    const random = createRandom('scripts');
    const names = Array.from({ length: 3_000 }, (_, index) => {
      const storefront = storefrontOf(index % 2 === 0 ? 'ATVPDKIKX0DER' : 'A1VC38T7YXB528');
      return createCustomer(random, storefront, { business: false, abroad: index % 3 === 0 }).address.name;
    }).join('\n');
    for (const script of ['Han', 'Katakana', 'Hangul', 'Cyrillic', 'Arabic', 'Greek', 'Hebrew', 'Thai', 'Devanagari']) {
      expect(names, script).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    expect(names).toMatch(/[äöüéñçłø]/u);
  });
});
