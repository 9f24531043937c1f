/** How quantities go to Amazon, and why: the figures that the choice was made by, in seconds. */
export type WayReason = {
  way: 'single' | 'file';
  /** Offers that wait, and how many of them a file may hold. */
  offers: number;
  inFiles: number;
  singleSeconds: number;
  fileSeconds: number;
  /** A file may not go before; only where it would have been chosen. */
  notBefore?: string;
};

/** `patchListingsItem`: five calls a second. */
const msPerOffer = 200;
/** From uploading a file to its report: `createFeed` is refilled every two minutes. Amazon works on one file after the other. */
const msOfFirstFile = 120_000;
const msOfNextFile = 15_000;
/** Amazon asks for no more than one file of a kind in 20 minutes. A round has a file for each store. */
const msBetweenFiles = 20 * 60_000;
/** A store where fewer offers wait is told one by one: a file would block them for longer than it saves. */
const leastInFile = 50;
/** Amazon takes 25,000 lines and 10 MB. */
export const mostInFile = 20_000;

/**
 * One by one, or a file for each store, by what takes longer at Amazon's quotas. `waiting` is how many offers wait in each
 * store, `lastFileAt` when the last round of files was made.
 */
export function wayOf(waiting: ReadonlyMap<string, number>, lastFileAt: Date | null, now: Date): { reason: WayReason; stores: string[] } {
  const offers = [...waiting.values()].reduce((sum, count) => sum + count, 0);
  const fit = [...waiting].filter(([, count]) => count >= leastInFile);
  const inFiles = fit.reduce((sum, [, count]) => sum + count, 0);
  const files = fit.reduce((sum, [, count]) => sum + Math.ceil(count / mostInFile), 0);
  const seconds = (ms: number) => Math.round(ms / 1000);
  const figures = {
    offers,
    inFiles,
    singleSeconds: seconds(inFiles * msPerOffer),
    fileSeconds: seconds(files === 0 ? 0 : msOfFirstFile + (files - 1) * msOfNextFile),
  };
  const isFaster = figures.singleSeconds > figures.fileSeconds && files > 0;
  const notBefore = lastFileAt ? new Date(lastFileAt.getTime() + msBetweenFiles) : now;
  if (!isFaster) return { reason: { way: 'single', ...figures }, stores: [] };
  if (notBefore > now) return { reason: { way: 'single', ...figures, notBefore: notBefore.toISOString() }, stores: [] };
  return { reason: { way: 'file', ...figures }, stores: fit.map(([store]) => store) };
}
