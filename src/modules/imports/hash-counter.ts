/**
 * Counts texts without keeping them: 12 bytes an entry, at most three quarters filled. Two texts are taken for one with a
 * chance of n² / 2⁶⁵, one in 36 million for a million texts. A file is read in constant memory but for these counts.
 */
export function hashCounter() {
  let capacity = 1024;
  let keys = new Uint32Array(capacity * 2);
  let counts = new Uint32Array(capacity);
  let size = 0;

  const slotOf = (a: number, b: number): number => {
    let slot = a & (capacity - 1);
    while (counts[slot] !== 0 && (keys[slot * 2] !== a || keys[slot * 2 + 1] !== b)) slot = (slot + 1) & (capacity - 1);
    return slot;
  };
  const set = (a: number, b: number, count: number) => {
    const slot = slotOf(a, b);
    keys[slot * 2] = a;
    keys[slot * 2 + 1] = b;
    counts[slot] = count;
  };
  const grow = () => {
    const [oldKeys, oldCounts] = [keys, counts];
    capacity *= 2;
    keys = new Uint32Array(capacity * 2);
    counts = new Uint32Array(capacity);
    for (const [slot, count] of oldCounts.entries()) if (count > 0) set(oldKeys[slot * 2] ?? 0, oldKeys[slot * 2 + 1] ?? 0, count);
  };

  return {
    /** How often the text has come, this time included. */
    add: (text: string): number => {
      const [a, b] = hash(text);
      const count = (counts[slotOf(a, b)] ?? 0) + 1;
      if (count === 1 && ++size > capacity * 0.75) grow();
      set(a, b, count);
      return count;
    },
    has: (text: string): boolean => counts[slotOf(...hash(text))] !== 0,
  };
}

/** Two halves of 64 bits, each mixed over all characters (multiply and shift, as in MurmurHash). */
function hash(text: string): [number, number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ b;
  b = Math.imul(b ^ (b >>> 16), 0xc2b2ae35) ^ a;
  return [(a ^ (a >>> 13)) >>> 0, (b ^ (b >>> 16)) >>> 0];
}
