/** Millimetres as people say them: 30 × 20.5 × 10 cm. */
export const centimetres = (sides: readonly [number, number, number]): string => `${sides.map((side) => side / 10).join(' × ')} cm`;

/** Whole millimetres of centimetres that a person typed; undefined where it is no measure. */
export function millimetres(text: string): number | undefined {
  const number = /^\d{1,3}([.,]\d)?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(',', '.')) * 10) : 0;
  return number >= 1 && number <= 5_000 ? number : undefined;
}
