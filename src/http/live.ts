import type { ServerResponse } from 'node:http';
import type { Database } from '#src/platform/db.ts';

type Listener = { accounts: readonly string[]; send: (event: string, data: unknown) => void };

/**
 * Live updates: one database connection hears of changes and hands them to every open page whose person may see the
 * account. Pages that fall behind by more than a socket's buffer are closed; they connect again and reload.
 */
export type Live = {
  attach(response: ServerResponse, accounts: readonly string[]): void;
  /** Calls `changed` whenever something happens to an order of the account, until the returned function is called. */
  follow(response: ServerResponse, accountId: string, changed: () => void): () => void;
  close(): Promise<void>;
};

const channels = { waybill_orders: 'orders', waybill_writes: 'writes', waybill_sync: 'sync', waybill_alerts: 'alerts' } as const;

export async function startLive(database: Database): Promise<Live> {
  const listeners = new Set<Listener>();
  const open = new Set<ServerResponse>();
  const stops = await Promise.all(
    Object.entries(channels).map(([channel, event]) =>
      database.listen(channel, (payload) => {
        const data = JSON.parse(payload) as { accountId?: string };
        for (const listener of listeners)
          if (data.accountId === undefined || listener.accounts.includes(data.accountId)) listener.send(event, data);
      }),
    ),
  );
  const beat = setInterval(() => {
    for (const response of open) response.write(': still here\n\n');
  }, 20_000);
  return {
    attach: (response, accounts) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      const listener: Listener = {
        accounts,
        send: (event, data) => {
          if (response.writableLength > 256 * 1024) response.destroy();
          else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        },
      };
      listener.send('hello', {});
      listeners.add(listener);
      open.add(response);
      response.on('close', () => {
        listeners.delete(listener);
        open.delete(response);
      });
    },
    follow: (response, accountId, changed) => {
      const listener: Listener = { accounts: [accountId], send: changed };
      listeners.add(listener);
      open.add(response);
      return () => {
        listeners.delete(listener);
        open.delete(response);
      };
    },
    close: async () => {
      clearInterval(beat);
      for (const response of open) response.end();
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
