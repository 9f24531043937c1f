import { AppError } from '#src/kernel/app-error.ts';
import type { Queue, QueueKeys, QueuePlace } from '#src/modules/notifications/ports.ts';

/** Every answer of a queue comes within this time beyond what it was told to wait. */
const patienceMs = 10_000;
/** A message that was received and not taken out shows again after this time. */
const hiddenSeconds = 60;

/** Amazon's client is loaded when the first queue is opened: a desk without one does not pay for it. */
export async function connectQueue(place: QueuePlace, keys: QueueKeys): Promise<Queue> {
  const { DeleteMessageBatchCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const client = new SQSClient({
    region: place.region,
    credentials: keys,
    ...(place.endpoint === null ? {} : { endpoint: place.endpoint }),
    // The loop that receives tries again by itself.
    maxAttempts: 2,
  });
  const { queueUrl: QueueUrl } = place;
  const within = (seconds: number, stopped?: AbortSignal) => {
    const limit = AbortSignal.timeout(seconds * 1000 + patienceMs);
    return { abortSignal: stopped ? AbortSignal.any([limit, stopped]) : limit };
  };
  return {
    receive: async (waitSeconds, stopped) => {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: hiddenSeconds,
      });
      try {
        const { Messages = [] } = await client.send(command, within(waitSeconds, stopped));
        return Messages.flatMap(({ Body, ReceiptHandle }) => (ReceiptHandle ? [{ text: Body ?? '', receipt: ReceiptHandle }] : []));
      } catch (error) {
        if (stopped?.aborted) return [];
        throw inOurWords(error);
      }
    },
    remove: async (receipts) => {
      if (receipts.length === 0) return;
      const Entries = receipts.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle }));
      // One that is refused comes again, and is known then.
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }), within(0)).catch((error: unknown) => {
        throw inOurWords(error);
      });
    },
    look: async () => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'] });
      try {
        const { Attributes = {} } = await client.send(command, within(0));
        return { arn: Attributes['QueueArn'] ?? '', waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0) };
      } catch (error) {
        throw inOurWords(error);
      }
    },
    close: () => client.destroy(),
  };
}

/** The name of Amazon's error says enough; its text may hold ids of keys. */
function inOurWords(error: unknown): AppError {
  const status = metadataOf(error)?.httpStatusCode;
  const name = error instanceof Error ? error.name : 'unknown reason';
  if (status !== undefined && status >= 400 && status < 500 && status !== 429 && !/throttl/i.test(name))
    return new AppError('QUEUE_REFUSED', `the queue refuses (${status} ${name})`, { data: { status, name } });
  return new AppError('QUEUE_UNAVAILABLE', `the queue does not answer (${name})`, { data: { name } });
}

const metadataOf = (error: unknown): { httpStatusCode?: number } | undefined =>
  typeof error === 'object' && error !== null && '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null
    ? error.$metadata
    : undefined;
