import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import type { Database } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { QueueBody } from './contract.ts';
import type { Queue, QueueKeys, QueuePlace } from './ports.ts';
import { saveQueueRow } from './store.ts';
import { type QueueRow, queueRows } from './views.ts';

export type ConnectQueue = (place: QueuePlace, keys: QueueKeys) => Promise<Queue>;
export type QueueDeps = { database: Database; sealing: Sealing; clock: Clock; connectQueue: ConnectQueue };

const keyBinding = (accountId: AccountId): string => `queue ${accountId}`;

/**
 * Sets the queue of an account after a look that proves the keys; then subscribes, as due work. Throws INVALID_INPUT,
 * NOT_ALLOWED_NOW, QUEUE_REFUSED, QUEUE_UNAVAILABLE; then nothing is stored.
 */
export async function saveQueue(deps: QueueDeps, accountId: AccountId, body: QueueBody): Promise<void> {
  const { database, sealing, clock } = deps;
  const { accessKeyId, secretAccessKey, queueUrl, region, endpoint = null } = body;
  const problem = placeProblem({ queueUrl, region, endpoint });
  if (problem) throw new AppError('INVALID_INPUT', `${problem.field} ${problem.message}`, { problems: [problem] });
  const accounts = (await listAccounts(database)).map((account) => account.accountId);
  const others = await database.read(accounts, queueRows);
  if (others.some((row) => row.accountId !== accountId && row.queueUrl === queueUrl))
    throw new AppError('NOT_ALLOWED_NOW', 'another account reads this queue already; each account needs one of its own');
  const keys = { accessKeyId, secretAccessKey };
  const queue = await deps.connectQueue({ queueUrl, region, endpoint }, keys);
  const { arn } = await queue.look().finally(() => queue.close());
  const sealed = sealing.seal(Buffer.from(JSON.stringify(keys)), keyBinding(accountId));
  await database.write([accountId], async (tx) => {
    await saveQueueRow(tx, accountId, { queueUrl, arn, region, endpoint, sealed }, clock.now());
    await poke(tx, accountId, 'subscriptions', clock.now());
  });
}

/** Opens the queue of a row with its keys. */
export async function openQueue({ sealing, connectQueue }: QueueDeps, row: QueueRow): Promise<Queue> {
  const keys = JSON.parse(sealing.open(row.sealed, keyBinding(row.accountId)).toString('utf8')) as QueueKeys;
  return connectQueue(row, keys);
}

const amazons = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/\d{12}\/[\w-]{1,80}(\.fifo)?$/;

/** Messages and keys travel to this address: Amazon's own, or one that was named on purpose. */
function placeProblem({ queueUrl, region, endpoint }: QueuePlace): { field: string; message: string } | undefined {
  if (queueUrl.endsWith('.fifo'))
    return { field: 'queueUrl', message: 'must be a standard queue: Amazon sends no notifications to a FIFO queue' };
  if (endpoint === null) {
    const [, ofUrl] = amazons.exec(queueUrl) ?? [];
    if (ofUrl === undefined)
      return { field: 'queueUrl', message: 'must be as AWS shows it, such as https://sqs.us-east-1.amazonaws.com/123456789012/waybill' };
    return ofUrl === region ? undefined : { field: 'region', message: 'must be the region that stands in the address of the queue' };
  }
  for (const [field, text] of Object.entries({ queueUrl, endpoint })) {
    const { protocol, hostname } = new URL(text);
    if (protocol !== 'https:' && !(protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)))
      return { field, message: 'must begin with https://, or be on this machine' };
  }
  return undefined;
}
