/** Where the reports of a back-fill stand. `madeInMs`: how long Amazon took for those that are in, in the middle. */
export type BackfillProgress = { wanted: number; underWay: number; paused: boolean; madeInMs: number | null };

/**
 * When the last report can be expected: the quota says when it can be asked for, and the reports so far say how long Amazon
 * then takes. Null while nobody can know: nothing is in yet, or it is paused, or all is done.
 */
export function backfillDoneBy(
  { wanted, underWay, paused, madeInMs }: BackfillProgress,
  quota: { tokens: number; perSecond: number },
  now: Date,
): Date | null {
  if (wanted + underWay === 0 || madeInMs === null || (paused && wanted > 0)) return null;
  const asked = (Math.max(0, wanted - Math.floor(quota.tokens)) / quota.perSecond) * 1000;
  return new Date(now.getTime() + Math.ceil(asked + madeInMs));
}
