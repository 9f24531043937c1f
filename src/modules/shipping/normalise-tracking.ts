/**
 * The form that is matched and sent: no blanks, no dashes, capital letters. LaserShip's long numbers end in a dash and
 * one digit, which belong to the number. Full-width letters and digits (Japanese keyboards) become plain ones.
 */
export function normaliseTracking(input: string): string {
  const plain = input
    .replaceAll(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/[a-z]/g, (small) => small.toUpperCase());
  const tail = plain.startsWith('1LS') && plain.at(-2) === '-' ? plain.slice(-2) : '';
  return plain.slice(0, plain.length - tail.length).replaceAll('-', '') + tail;
}
