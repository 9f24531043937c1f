import { readFileSync } from 'node:fs';

/**
 * A text that stays the same while the process lives and differs for any other process that gets the same number later;
 * undefined when there is none (a zombie is none). Exact on Linux, by boot and start time; elsewhere by number only.
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answersSignals(pid)) return undefined;
  if (process.platform !== 'linux') return 'alive';
  try {
    // The name in parentheses may hold spaces and parentheses itself: the fields are counted from the last one.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${startTicks}`;
  } catch {
    return answersSignals(pid) ? 'alive' : undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
