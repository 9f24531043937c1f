/** Measures in millimetres: length, width, height. */
export type Size = [number, number, number];

export const actKinds = ['unit', 'part', 'serial', 'transparency', 'box', 'weight', 'wrap', 'note', 'override'] as const;
export type ActKind = (typeof actKinds)[number];

/** Something done to the parcel that is open. Which of the fields say something depends on the kind. */
export type Act = {
  actId: string;
  kind: ActKind;
  itemId: string | null;
  productId: string | null;
  quantity: number;
  code: string;
  data: ActData;
};
export type ActData = {
  boxId?: string | null;
  size?: Size;
  grams?: number;
  from?: 'scale' | 'typed';
  on?: boolean;
  text?: string;
  key?: string;
  reason?: string;
};

/** What lies in a parcel, by its acts that were not undone. */
export type Content = {
  /** Whole units of items that were scanned as such. */
  units: Map<string, number>;
  /** Of bundles scanned part by part: units of each product, by item. */
  parts: Map<string, Map<string, number>>;
  serials: Map<string, string[]>;
  transparency: Map<string, string[]>;
  boxId: string | null;
  size: Size | null;
  grams: number | null;
  weightFrom: 'scale' | 'typed' | null;
  giftWrapped: boolean;
  note: string;
  /** The weight that somebody allowed although it is not what was expected. */
  allowedGrams: number | null;
  /** The item that was counted last. */
  lastItem: string | null;
};

/** The sum of what was done, in its order. Pure: the same acts always make the same parcel. */
export function contentOf(acts: readonly Act[]): Content {
  const content: Content = {
    units: new Map(),
    parts: new Map(),
    serials: new Map(),
    transparency: new Map(),
    boxId: null,
    size: null,
    grams: null,
    weightFrom: null,
    giftWrapped: false,
    note: '',
    allowedGrams: null,
    lastItem: null,
  };
  for (const act of acts) add(content, act);
  return content;
}

function add(content: Content, { kind, itemId, productId, quantity, code, data }: Act): void {
  const item = itemId ?? '';
  switch (kind) {
    case 'unit':
      content.units.set(item, (content.units.get(item) ?? 0) + quantity);
      content.lastItem = item;
      return;
    case 'part': {
      const parts = content.parts.get(item) ?? new Map<string, number>();
      parts.set(productId ?? '', (parts.get(productId ?? '') ?? 0) + quantity);
      content.parts.set(item, parts);
      content.lastItem = item;
      return;
    }
    case 'serial':
    case 'transparency': {
      const codes = kind === 'serial' ? content.serials : content.transparency;
      codes.set(item, [...(codes.get(item) ?? []), code]);
      return;
    }
    case 'box':
      content.boxId = data.boxId ?? null;
      content.size = data.size ?? null;
      return;
    case 'weight':
      content.grams = data.grams ?? null;
      content.weightFrom = data.from ?? 'typed';
      return;
    case 'wrap':
      content.giftWrapped = data.on === true;
      return;
    case 'note':
      content.note = data.text ?? '';
      return;
    case 'override':
      if (data.grams !== undefined) content.allowedGrams = data.grams;
  }
}

/** How many units of a product make one unit of an item: empty for what is no bundle. */
export type Parts = ReadonlyMap<string, number>;

/** Units that parts make: whole ones, and those that were begun. */
function unitsOfParts(scanned: ReadonlyMap<string, number>, parts: Parts): { whole: number; begun: number } {
  if (parts.size === 0) return { whole: 0, begun: 0 };
  const counts = [...parts].map(([productId, perUnit]) => (scanned.get(productId) ?? 0) / perUnit);
  return { whole: Math.floor(Math.min(...counts)), begun: Math.ceil(Math.max(...counts)) };
}

const none: ReadonlyMap<string, number> = new Map();

/** Units of an item that lie in the parcel whole, and those it takes up with bundles that are begun. */
export function unitsIn(content: Content, itemId: string, parts: Parts): { whole: number; begun: number } {
  const own = content.units.get(itemId) ?? 0;
  const { whole, begun } = unitsOfParts(content.parts.get(itemId) ?? none, parts);
  return { whole: own + whole, begun: own + begun };
}

/** Kinds that UNDO takes back: what was allowed stays allowed. */
export const canBeUndone = (kind: ActKind): boolean => kind !== 'override';
