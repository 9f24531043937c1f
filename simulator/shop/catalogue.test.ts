import { describe, expect, it } from 'vitest';
import { MARKETPLACES } from '../accounts/marketplaces.ts';
import { catalogue, findOffer, pickOffer, priceAt } from './catalogue.ts';
import { createRandom } from './random.ts';
import { storefrontOf } from './storefronts.ts';

describe('the catalogue', () => {
  it('holds some 400 SKUs of a few families, each once', () => {
    expect(catalogue.length).toBeGreaterThan(370);
    expect(catalogue.length).toBeLessThan(440);
    expect(new Set(catalogue.map((offer) => offer.sku)).size).toBe(catalogue.length);
    expect(new Set(catalogue.map((offer) => offer.family)).size).toBe(7);
    for (const offer of catalogue) {
      expect(offer.sku).toMatch(/^KT-[A-Z]{3}-[A-Z]{3}-[A-Z0-9]+(-FBA)?$/);
      expect(offer.asin).toMatch(/^B0[0-9A-Z]{8}$/);
    }
  });

  it('offers some products both ways, under one ASIN and one title', () => {
    const both = catalogue.filter((offer) => offer.sku.endsWith('-FBA'));
    expect(both.length).toBeGreaterThan(20);
    for (const offer of both) {
      const own = findOffer(offer.sku.replace('-FBA', ''));
      expect(own).toMatchObject({ asin: offer.asin, title: offer.title, fulfilledBy: 'MERCHANT' });
    }
  });

  it('sells most of its goods with a fifth of its offers', () => {
    const sorted = catalogue.map((offer) => offer.popularity).sort((a, b) => b - a);
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(sorted.slice(0, Math.round(sorted.length / 5))) / sum(sorted)).toBeGreaterThan(0.6);
  });

  it('sells bottles in summer, candles in winter, and special goods only when asked', () => {
    const sold = (month: number, code: string): number => {
      const random = createRandom(month);
      const drawn = Array.from({ length: 4_000 }, () => pickOffer(random, { trait: 'ordinary', fulfilledBy: 'MERCHANT', month }));
      expect(drawn.every((offer) => offer.trait === 'plain' || offer.trait === 'subscription')).toBe(true);
      return drawn.filter((offer) => offer.sku.startsWith(`KT-${code}-`)).length;
    };
    expect(sold(7, 'BTL')).toBeGreaterThan(3 * sold(1, 'BTL'));
    expect(sold(12, 'CAN')).toBeGreaterThan(2 * sold(6, 'CAN'));
    expect(pickOffer(createRandom(1), { trait: 'transparency', fulfilledBy: 'MERCHANT', month: 5 }).trait).toBe('transparency');
    expect(() => pickOffer(createRandom(1), { trait: 'regulated', fulfilledBy: 'AMAZON', month: 5 })).toThrow(/regulated/);
  });

  it('has a price point in every store of Amazon', () => {
    expect(() => storefrontOf('nowhere')).toThrow(/nowhere/);
    for (const id of MARKETPLACES.keys()) {
      const storefront = storefrontOf(id);
      const ending = { JPY: 80, USD: 99 }[storefront.currency];
      const odd = catalogue.filter((offer) => {
        const price = priceAt(offer, storefront);
        return !Number.isSafeInteger(price) || price <= 0 || (ending !== undefined && price % 100 !== ending);
      });
      expect(odd).toEqual([]);
    }
  });
});
