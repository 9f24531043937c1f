import type { OpenOperation } from '../http/operation.ts';
import { catalogue } from '../shop/catalogue.ts';
import { drawBetween } from '../store/draw.ts';

const path = '/images/I/{file}';

/** Where the picture of an item is, on this very server: the real one has a host of its own. */
export const imageUrl = (asin: string, host: string | undefined): string => `http://${host ?? '127.0.0.1'}/images/I/${asin}.svg`;

/** A drawn picture of each item of the shop: a pot in a colour of its own. */
export const itemImage = (seed: number): OpenOperation => ({
  name: 'getImage',
  method: 'GET',
  path,
  open: true,
  handle({ params }) {
    const asin = (params['file'] ?? '').replace(/\.svg$/, '');
    if (!catalogue.some((offer) => offer.asin === asin)) return { status: 404, text: 'There is no such image.' };
    return { status: 200, text: drawn(seed, asin), headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' } };
  },
});

function drawn(seed: number, asin: string): string {
  const hue = drawBetween(0, 359, seed, asin, 'hue');
  const [top, bottom] = [drawBetween(24, 40, seed, asin, 'top'), drawBetween(20, 34, seed, asin, 'bottom')];
  const body = `M${50 - top} 32 L${50 + top} 32 L${50 + bottom} 82 Q50 90 ${50 - bottom} 82 Z`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="500" height="500">',
    '<rect width="100" height="100" fill="#fff"/>',
    `<path d="${body}" fill="hsl(${hue} 45% 58%)"/>`,
    `<ellipse cx="50" cy="32" rx="${top}" ry="7" fill="hsl(${hue} 45% 42%)"/>`,
    '</svg>',
  ].join('');
}
