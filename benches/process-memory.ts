import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

type Running = { pid: number; parent: number; megabytes: number; command: string };

/**
 * Resident memory in MB of a running desk's Node process (now and at its highest), of its simulator, and of its database with
 * the memory that the database's processes share counted once. Reads /proc where there is one, otherwise asks `ps`.
 */
export async function memoryOf(pid: number): Promise<{ desk: number; deskPeak: number; database: number; simulator: number }> {
  const all = await processes();
  const desk = all.find((one) => one.pid === pid);
  const children = all.filter((one) => one.parent === pid);
  const ofDatabase = children.flatMap((child) =>
    /postgres/.test(child.command) ? [child, ...all.filter((one) => one.parent === child.pid)] : [],
  );
  const proportional = await Promise.all(ofDatabase.map(async (one) => (await proportionalMegabytes(one.pid)) ?? one.megabytes));
  return {
    desk: Math.round(desk?.megabytes ?? 0),
    deskPeak: Math.round((await fieldOf(`/proc/${pid}/status`, 'VmHWM')) ?? desk?.megabytes ?? 0),
    database: Math.round(sum(proportional)),
    simulator: Math.round(sum(children.filter((child) => /simulator/.test(child.command)).map((child) => child.megabytes))),
  };
}

async function processes(): Promise<Running[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { maxBuffer: 1 << 24 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, kilobytes, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), megabytes: Number(kilobytes) / 1024, command }];
  });
}

const proportionalMegabytes = (pid: number) => fieldOf(`/proc/${pid}/smaps_rollup`, 'Pss');

async function fieldOf(file: string, field: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
