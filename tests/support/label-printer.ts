import { createServer } from 'node:net';

/** A printer on a port of 9100 to 9109 that is free, as labels are sent to; it keeps what it was sent. */
export async function listeningPrinter(): Promise<{ port: number; printed(): string; close(): Promise<void> }> {
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
  });
  for (let port = 9100; port <= 9109; port += 1) {
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    return { port, printed: () => Buffer.concat(chunks).toString('utf8'), close };
  }
  throw new Error('no port from 9100 to 9109 is free');
}
