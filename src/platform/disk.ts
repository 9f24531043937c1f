import { statfs } from 'node:fs/promises';

export type Disk = { free: number; total: number };

const gib = 1024 ** 3;

/** The disk that holds a folder, in bytes; undefined where it cannot be looked at. */
export async function diskOf(folder: string): Promise<Disk | undefined> {
  const found = await statfs(folder).catch(() => undefined);
  return found && { free: found.bavail * found.bsize, total: found.blocks * found.bsize };
}

/** Less than 1 GiB is left, or less than a twentieth and that is less than 10 GiB. */
export const isNearlyFull = ({ free, total }: Disk): boolean => free < gib || (free < total / 20 && free < 10 * gib);

/** "3.4 GB", in the units that disks are sold in. */
export function sayBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step]}`;
}
