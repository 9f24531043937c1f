import type { Page } from 'playwright-core';

/**
 * What a page does to people who cannot see it or use no mouse, and to narrow screens: controls without a name, headings
 * out of order, ids given twice, pictures without words, text too faint to read, a page wider than its window.
 */
export const audit = (page: Page): Promise<string[]> => page.evaluate(lookAround);

function lookAround(): string[] {
  const found: string[] = [];
  const visible = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const words = (element: Element): string => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const brief = (element: Element) => element.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 160);
  const every = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(visible);

  const nameOf = (element: HTMLElement): string => {
    const by = element.getAttribute('aria-labelledby');
    if (by !== null)
      return by
        .split(' ')
        .map((id) => words(document.getElementById(id) ?? document.createElement('i')))
        .join(' ')
        .trim();
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])].map(words).join(' ') : '';
    const pictures = [...element.querySelectorAll('img[alt], [aria-label]')]
      .map((each) => each.getAttribute('alt') ?? each.getAttribute('aria-label'))
      .join(' ');
    const inside = element.matches('input, select, textarea') ? '' : words(element);
    return (element.getAttribute('aria-label') ?? '') || labels || inside || pictures.trim() || element.title;
  };
  const controls =
    'button, a[href], input, select, textarea, summary, dialog, [role=dialog], [role=grid], [role=listbox], nav, fieldset, iframe';
  for (const element of every(controls)) {
    const legend = element.querySelector('legend');
    if (!nameOf(element) && !(legend && words(legend))) found.push(`no name: ${brief(element)}`);
  }
  for (const picture of every('img:not([alt])')) found.push(`no words for a picture: ${brief(picture)}`);

  const headings = every('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1]));
  if (headings.filter((level) => level === 1).length !== 1)
    found.push(`headings of level 1: ${headings.filter((level) => level === 1).length}`);
  headings.forEach((level, index) => {
    if (index > 0 && level > (headings[index - 1] ?? 0) + 1) found.push(`heading of level ${level} after ${headings[index - 1]}`);
  });
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) found.push(`id given twice: ${id}`);
  if (!document.documentElement.lang) found.push('the page names no language');
  if (!/\S+ · Waybill$/.test(document.title)) found.push(`title: ${document.title}`);
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) found.push(`${wide} pixels wider than the window`);

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  type Colour = [red: number, green: number, blue: number, alpha: number];
  const colours = new Map<string, Colour>();
  const colourOf = (text: string): Colour => {
    const known = colours.get(text);
    if (known || !canvas) return known ?? [0, 0, 0, 1];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    const colour: Colour = [red, green, blue, alpha / 255];
    colours.set(text, colour);
    return colour;
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (a: number, b: number) => a * top[3] + b * (1 - top[3]);
    return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1];
  };
  const ground = (element: Element): Colour => {
    const layers: Colour[] = [];
    for (let each: Element | null = element; each; each = each.parentElement) {
      const colour = colourOf(getComputedStyle(each).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1] as Colour);
  };
  const light = (colour: Colour) => {
    const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const faint = new Set<string>();
  for (const element of every('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (!own || element.closest('[aria-hidden=true], :disabled, [data-disabled], .sr-only, noscript')) continue;
    const style = getComputedStyle(element);
    const below = ground(element);
    const [a, b] = [light(over(colourOf(style.color), below)), light(below)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = Number.parseFloat(style.fontSize) >= 24;
    if (contrast < (large ? 3 : 4.5)) faint.add(`contrast ${contrast.toFixed(2)}: ${element.className} “${words(element).slice(0, 40)}”`);
  }
  return [...found, ...faint];
}
