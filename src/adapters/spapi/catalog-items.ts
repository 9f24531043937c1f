import { z } from 'zod';
import type { CallOptions, CatalogItem } from '#src/modules/inventory/ports.ts';
import type { SpapiClient } from './client.ts';
import { understand } from './understand.ts';

const size = z.object({ unit: z.string().nullish(), value: z.number().nullish() }).nullish();
const sides = z.object({ height: size, length: size, width: size, weight: size }).nullish();
const item = z.object({
  asin: z.string(),
  summaries: z.array(z.object({ marketplaceId: z.string(), itemName: z.string().nullish() })).nullish(),
  images: z
    .array(
      z.object({ marketplaceId: z.string(), images: z.array(z.object({ variant: z.string(), link: z.string(), height: z.number() })) }),
    )
    .nullish(),
  dimensions: z.array(z.object({ marketplaceId: z.string(), item: sides, package: sides })).nullish(),
});

/**
 * Up to 20 items of Amazon's catalogue by ASIN (`searchCatalogItems`, Catalog Items 2022-04-01): 2 calls a second. What the
 * store does not have is missing. Measures are those of the packed item, in grams and millimetres.
 */
export async function catalogItems(
  client: SpapiClient,
  { marketplaceId, asins }: { marketplaceId: string; asins: readonly string[] },
  { priority, purpose }: CallOptions = {},
): Promise<CatalogItem[]> {
  const query = {
    marketplaceIds: [marketplaceId],
    identifiers: asins,
    identifiersType: 'ASIN',
    pageSize: '20',
    includedData: ['summaries', 'images', 'dimensions'],
  };
  const path = '/catalog/2022-04-01/items';
  const reply = await client.read({ operation: 'searchCatalogItems', method: 'GET', path, query, priority, purpose });
  return understand(reply, z.object({ items: z.array(item) })).items.map((each) => factsOf(each, marketplaceId));
}

function factsOf({ asin, summaries, images, dimensions }: z.output<typeof item>, marketplaceId: string): CatalogItem {
  const here = <T extends { marketplaceId: string }>(list: readonly T[] | null | undefined) =>
    list?.find((each) => each.marketplaceId === marketplaceId);
  const packed = here(dimensions)?.package ?? here(dimensions)?.item;
  return {
    asin,
    title: here(summaries)?.itemName || null,
    imageUrl: mainImage(here(images)?.images ?? []),
    weightG: inUnits(packed?.weight, grams),
    lengthMm: inUnits(packed?.length, millimetres),
    widthMm: inUnits(packed?.width, millimetres),
    heightMm: inUnits(packed?.height, millimetres),
  };
}

/** The main image, the smallest that fills a screen's thumbnail. */
function mainImage(images: readonly { variant: string; link: string; height: number }[]): string | null {
  const mains = images.filter(({ variant, link }) => variant === 'MAIN' && URL.canParse(link)).sort((a, b) => a.height - b.height);
  return (mains.find(({ height }) => height >= 160) ?? mains.at(-1))?.link ?? null;
}

const grams: Readonly<Record<string, number>> = { grams: 1, kilograms: 1000, ounces: 28.349_523, pounds: 453.592_37, milligrams: 0.001 };
const millimetres: Readonly<Record<string, number>> = {
  millimeters: 1,
  centimeters: 10,
  decimeters: 100,
  meters: 1000,
  inches: 25.4,
  feet: 304.8,
};

/** Null for a unit that nobody knows, and for what is no measure. */
function inUnits(given: z.output<typeof size>, units: Readonly<Record<string, number>>): number | null {
  const factor = units[given?.unit?.toLowerCase() ?? ''];
  const measure = factor === undefined ? 0 : Math.round((given?.value ?? 0) * factor);
  return measure > 0 && measure < 10_000_000 ? measure : null;
}
