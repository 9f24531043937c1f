import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '#src/kernel/app-error.ts';
import type { Metrics } from '#src/platform/metrics.ts';

/**
 * Gives the metrics of this process on a port of this machine alone, without sign-in: for a Prometheus or its agent beside
 * it, and for workers, which have no other door. Throws INVALID_CONFIG when the port is taken.
 */
export async function listenForMetrics(metrics: Metrics, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    // A page of another site that a browser on this machine opens has another name here.
    const isOurs = /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(request.headers.host ?? '');
    if (!isOurs || request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new AppError('INVALID_CONFIG', `WAYBILL_METRICS_PORT ${port} cannot be listened on; choose another one`, { cause })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
