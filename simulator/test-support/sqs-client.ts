import type { Json } from './sim-client.ts';

type Message = { MessageId: string; ReceiptHandle: string; Body: string };

/** Calls to a queue as any client of SQS makes them. */
export function sqsClient(endpoint: string) {
  const call = async (action: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${action}: ${response.status} ${text}`);
    return text ? (JSON.parse(text) as Record<string, unknown>) : {};
  };
  return {
    call,
    /** Everything that stands in the queue now, taken out of it, oldest first. */
    async drain(queueUrl: string): Promise<Json[]> {
      const bodies: Json[] = [];
      for (;;) {
        const answer = await call('ReceiveMessage', { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
        const messages = (answer['Messages'] ?? []) as Message[];
        if (messages.length === 0) return bodies;
        for (const { Body, ReceiptHandle } of messages) {
          bodies.push(JSON.parse(Body) as Json);
          await call('DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle });
        }
      }
    },
  };
}
