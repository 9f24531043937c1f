import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { describe, type Log } from '#src/platform/log.ts';
import type { App } from './app-deps.ts';

type Queues = { endpoint: string; queues: { url: string }[] };

/**
 * Points the demo account at the queue of its simulated Amazon, which may stand at another port than last time; without a
 * server of queues it polls. The desk is up by then: what goes wrong here is told and stops nothing.
 */
export async function connectDemoQueue(app: App, database: Database, log: Log): Promise<void> {
  try {
    const demo = (await listAccounts(database)).find((account) => account.host === 'simulator');
    if (!demo?.apiUrl) return;
    const response = await fetch(`${demo.apiUrl}/_control/queues`, { signal: AbortSignal.timeout(5_000) });
    const found = response.ok ? ((await response.json()) as Queues) : undefined;
    const [queue] = found?.queues ?? [];
    // The simulator takes any region and any keys.
    const keys = { region: 'us-east-1', accessKeyId: 'demo', secretAccessKey: 'demo' };
    await app.setQueue(demo.accountId, found && queue ? { ...keys, queueUrl: queue.url, endpoint: found.endpoint } : null);
  } catch (error) {
    log.warn({ error: describe(error) }, 'the demo goes without notifications');
  }
}
