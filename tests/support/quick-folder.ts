import { readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
const room = 4 * 2 ** 30;

/**
 * Where tests keep their files: in memory, where the system has a place for that with room enough, from which programs
 * may run. A copy of the database for a test takes 30 ms there, and half a second on a busy disk.
 */
export function quickFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    const [, , , options = ''] =
      readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .map(partsOf)
        .find(([, place]) => place === memory) ?? [];
    const isOpen = options !== '' && !options.split(',').some((option) => option === 'noexec' || option === 'ro');
    return isOpen && bavail * bsize >= room ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

const partsOf = (line: string) => line.split(' ');
