import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, release, totalmem } from 'node:os';
import type { Config } from '#src/config.ts';
import { type Finding, fail, findings, ok, sizeWords, type Verdict, warn } from './finding.ts';

const leastMemory = 1.5 * 2 ** 30;
const leastDisk = 1 * 2 ** 30;
const littleDisk = 5 * 2 ** 30;

export async function checkMachine(config: Config, version: string, uid = process.geteuid?.()): Promise<Finding[]> {
  const disk = await statfs(config.dataDir).catch(() => undefined);
  return findings('machine', {
    Waybill: ok(version),
    Node: Number(process.versions.node.split('.')[0]) >= 24 ? ok(process.version) : fail(process.version, 'Install Node 24 or newer.'),
    system: ok(`${process.platform} ${release()}, ${process.arch}, ${availableParallelism()} cores`),
    memory:
      totalmem() >= leastMemory
        ? ok(`${sizeWords(freemem())} free of ${sizeWords(totalmem())}; this process has ${sizeWords(process.memoryUsage.rss())}`)
        : warn(`${sizeWords(totalmem())} in all`, 'Desk and embedded database want 1.5 GB together; give the machine more.'),
    disk: disk && diskVerdict(disk.bavail * disk.bsize, disk.blocks * disk.bsize),
    user: userVerdict(uid, config),
  });
}

function diskVerdict(free: number, total: number): Verdict {
  const detail = `${sizeWords(free)} free of ${sizeWords(total)} where the data lies`;
  if (free < leastDisk) return fail(detail, 'Free space: the database stops when there is none.');
  return free < littleDisk ? warn(detail, 'Free space or move the data to a larger disk.') : ok(detail);
}

function userVerdict(uid: number | undefined, { allowRoot, demo }: Config): Verdict | undefined {
  if (uid === undefined) return undefined;
  if (uid !== 0) return ok(`user id ${uid}`);
  if (allowRoot) return ok('root, allowed by WAYBILL_ALLOW_ROOT');
  if (demo) return ok('root, which may run the demo shop');
  return warn('root', 'The desk starts as root only with the demo shop: give it a user of its own (docs/running.md).');
}
