import { connect } from 'node:net';
import { AppError } from '#src/kernel/app-error.ts';
import type { SendToPrinter } from '#src/modules/labels/ports.ts';

/**
 * Sends bytes to a printer as they are, over TCP (port 9100). Done when the printer has taken the last byte; whether it has
 * printed it does not say. Throws PRINTER_UNREACHABLE: nothing, or a part, was printed.
 */
export const printRaw =
  (timeoutMs = 10_000): SendToPrinter =>
  ({ host, port }, bytes) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      const fail = (why: string) => {
        socket.destroy();
        reject(
          new AppError(
            'PRINTER_UNREACHABLE',
            `the printer ${host}:${port} did not take the labels (${why}); see that it is on and in this network`,
          ),
        );
      };
      socket.setTimeout(timeoutMs, () => fail('no answer in time'));
      socket.once('error', () => fail('no connection'));
      socket.once('connect', () => socket.end(bytes));
      socket.once('close', (hadError) => {
        if (!hadError) resolve();
      });
      // Some printers send their state; it is read so that the end of the connection comes.
      socket.resume();
    });
