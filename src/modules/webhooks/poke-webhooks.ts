import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { countWebhooks } from './views.ts';

/**
 * Makes webhooks look as soon as something happens to an order, until the returned function is called. Only for speed:
 * what is missed here is found at the next look.
 */
export async function pokeWebhooks({ database, clock }: { database: Database; clock: Clock }): Promise<() => Promise<void>> {
  const waiting = new Set<string>();
  const heard = (payload: string) => {
    const { accountId } = JSON.parse(payload) as { accountId?: unknown };
    if (typeof accountId !== 'string' || waiting.has(accountId)) return;
    // One look for all that happens in a moment.
    waiting.add(accountId);
    setTimeout(() => {
      waiting.delete(accountId);
      void database
        .write([accountId], async (tx) => {
          if ((await countWebhooks(tx, accountId)) > 0) await poke(tx, accountId, 'webhooks', clock.now());
        })
        .catch(() => undefined);
    }, 50).unref();
  };
  const stops = await Promise.all(['waybill_orders', 'waybill_writes'].map((channel) => database.listen(channel, heard)));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
