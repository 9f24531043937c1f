import { open, rename, stat } from 'node:fs/promises';

const largest = 5_000_000;
const shownLines = 15;

/** Puts a large log aside as `<file>.1`, replacing the one before. Only called while no server writes to it. */
export async function rotateLog(file: string): Promise<void> {
  const size = await sizeOf(file);
  if (size > largest) await rename(file, `${file}.1`);
}

/** The last lines that were written after `from` bytes. */
export async function lastLines(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 64_000);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(Math.max(size - start, 1)), position: start });
    return tail(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

export const tail = (text: string) => text.trimEnd().split('\n').slice(-shownLines).join('\n');

export const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );
