/**
 * The form that is matched and sent: no blanks, no dashes, capital letters. LaserShip's long numbers end in a dash and
 * one digit, which belong to the number. Full-width letters and digits (Japanese keyboards) become plain ones.
 */
export function normaliseTracking(input: string): string {
  const plain = input
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/\p{Pd}/gu, '-')
    .toUpperCase();
  const tail = plain.startsWith('1LS') && plain.at(-2) === '-' ? plain.slice(-2) : '';
  return plain.slice(0, plain.length - tail.length).replaceAll('-', '') + tail;
}
