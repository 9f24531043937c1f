import type { SimStore } from '../store/sim-store.ts';

export type Queue = { name: string; arn: string; url: string };

/** A server that speaks the protocol of SQS on a loopback port. What stands in its queues is gone with the process. */
export type QueueServer = {
  /** Where a client of SQS is pointed at; region and credentials may be anything. */
  endpoint: string;
  queues(): Queue[];
  /** The queue of that name, made when there is none yet. */
  createQueue(name: string): Queue;
  find(arn: string): Queue | undefined;
  send(queue: Queue, body: string): void;
  /** Done when everything that was sent is in its queue. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** The account and the region that every queue here belongs to. */
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const FIRST_QUEUE = 'waybill-notifications';

/** Starts the server with the queues of the shop; a shop that goes on keeps their names and, where it is free, the port. */
export async function startQueueServer(store: SimStore): Promise<QueueServer> {
  const { app, port } = await listen(Number(store.settings.get('queue-port') ?? 0));
  store.settings.put('queue-port', port);
  const host = `127.0.0.1:${port}`;
  const known = new Map<string, Queue>();
  let last = Promise.resolve();

  const call = (action: string, body: object): void => {
    last = last.then(async () => {
      const headers = { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
      const { statusCode, payload } = await app.inject({ method: 'POST', url: '/', headers, payload: JSON.stringify(body) });
      if (statusCode !== 200) process.stderr.write(`simulator: the queue server refused ${action}: ${payload}\n`);
    });
  };
  const createQueue = (name: string): Queue => {
    const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
    const existing = known.get(arn);
    if (existing) return existing;
    const queue = { name, arn, url: `http://${host}/${ACCOUNT}/${name}` };
    known.set(arn, queue);
    call('CreateQueue', { QueueName: name, ...(name.endsWith('.fifo') ? { Attributes: { FifoQueue: 'true' } } : {}) });
    store.settings.put(
      'queues',
      [...known.values()].map((each) => each.name),
    );
    return queue;
  };
  for (const name of (store.settings.get('queues') as string[] | undefined) ?? [FIRST_QUEUE]) createQueue(name);
  await last;

  return {
    endpoint: `http://${host}`,
    queues: () => [...known.values()],
    createQueue,
    find: (arn) => known.get(arn),
    send: (queue, body) => call('SendMessage', { QueueUrl: queue.url, MessageBody: body }),
    settled: () => last,
    close: async () => {
      await last;
      await app.close();
    },
  };
}

/** The library is loaded only where notifications are wanted. It is kept to this machine. */
async function listen(wanted: number) {
  const { buildApp } = await import('fauxqs');
  for (const port of [wanted, 0]) {
    const app = buildApp({ logger: false });
    try {
      return { app, port: Number(new URL(await app.listen({ port, host: '127.0.0.1' })).port) };
    } catch (error) {
      await app.close();
      if (port === 0) throw error;
    }
  }
  throw new Error('The queue server found no port.');
}
