/** The whole state of a generator: four unsigned 32-bit numbers. Plain data, so the journal can keep it. */
export type RandomState = readonly [number, number, number, number];

export type Random = {
  /** A number in [0, 1). */
  next: () => number;
  /** A whole number from `low` to `high`, both included. */
  int: (low: number, high: number) => number;
  /** A number in [low, high). */
  between: (low: number, high: number) => number;
  chance: (probability: number) => boolean;
  /** One entry of a list that is not empty. */
  pick: <T>(list: readonly T[]) => T;
  /** One value of a list of pairs (value, weight); the weights need not add up to 1. */
  weighted: <T>(list: readonly (readonly [T, number])[]) => T;
  /** Bell-shaped, never further than three deviations from the mean. */
  normal: (mean: number, deviation: number) => number;
  /** `length` characters of the alphabet; decimal digits unless told. */
  text: (length: number, alphabet?: string) => string;
  state: () => RandomState;
};

/**
 * A small seeded generator (xoshiro128**, seeded by splitmix32): the same seed or state gives the same run on every
 * machine. For a believable shop, not for secrets.
 */
export function createRandom(seed: number | string | RandomState): Random {
  let [a, b, c, d] = typeof seed === 'object' ? seed : spread(seed);

  const next = (): number => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return scrambled / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const index = Math.floor(next() * list.length);
    if (index >= list.length) throw new RangeError('pick: the list is empty; give at least one entry');
    return list[index] as T;
  };

  return {
    next,
    int,
    pick,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    weighted: (list) => {
      let rest = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        rest -= weight;
        if (rest < 0) return value;
      }
      const last = list.at(-1);
      if (!last) throw new RangeError('weighted: the list is empty; give at least one pair');
      return last[0];
    },
    // Six uniform numbers add up to a bell of deviation sqrt(1/2) around 3.
    normal: (mean, deviation) => {
      const bell = (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2;
      return mean + deviation * Math.max(-3, Math.min(3, bell));
    },
    text: (length, alphabet = '0123456789') => {
      let text = '';
      while (text.length < length) text += alphabet.charAt(Math.floor(next() * alphabet.length));
      return text;
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function spread(seed: number | string): RandomState {
  let word = typeof seed === 'number' ? Math.floor(seed) >>> 0 : hash(seed);
  const step = (): number => {
    word = (word + 0x9e3779b9) >>> 0;
    let mixed = word;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return [step(), step(), step(), step()];
}

/** FNV-1a over the UTF-16 units of a text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
