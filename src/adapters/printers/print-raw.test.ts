import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { printRaw } from './print-raw.ts';

test('a printer gets every byte; one that is not there is an error that names it', async () => {
  const chunks: Buffer[] = [];
  const printer = createServer((socket) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => socket.end('ready'));
  });
  await new Promise<void>((resolve) => {
    printer.listen(0, '127.0.0.1', resolve);
  });
  const { port } = printer.address() as AddressInfo;
  const zpl = Buffer.from(`^XA${'^FDlabel^FS'.repeat(20_000)}^XZ`);
  await printRaw()({ host: '127.0.0.1', port }, zpl);
  expect(Buffer.concat(chunks).equals(zpl)).toBe(true);
  await new Promise((resolve) => {
    printer.close(resolve);
  });
  await expect(printRaw()({ host: '127.0.0.1', port }, zpl)).rejects.toMatchObject({ code: 'PRINTER_UNREACHABLE' });
});
