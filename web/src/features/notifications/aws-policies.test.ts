import { describe, expect, it } from 'vitest';
import { arnOf, keyStatement, queuePolicy, readerPolicy, readQueueUrl, urlOf } from './aws-policies.ts';

const queue = { region: 'eu-west-1', owner: '123456789012', name: 'waybill' };

describe('policies', () => {
  it('name the queue of the address', () => {
    expect(readQueueUrl(` ${urlOf(queue)} `)).toEqual(queue);
    expect(arnOf(queue)).toBe('arn:aws:sqs:eu-west-1:123456789012:waybill');
  });

  it('are made only of addresses of AWS, and never of a FIFO queue', () => {
    for (const url of ['', 'https://example.com/123456789012/waybill', `${urlOf(queue)}.fifo`, urlOf({ ...queue, owner: '1' })])
      expect(readQueueUrl(url)).toBeUndefined();
  });

  it('let Amazon send and the desk read, each no more than that', () => {
    const statementOf = (policy: string) => (JSON.parse(policy) as { Statement: Record<string, unknown>[] }).Statement;
    expect(statementOf(queuePolicy(arnOf(queue)))).toEqual([
      {
        Sid: 'AmazonSendsNotifications',
        Effect: 'Allow',
        Principal: { AWS: '437568002678' },
        Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
        Resource: arnOf(queue),
      },
    ]);
    expect(statementOf(readerPolicy(arnOf(queue)))[0]).toMatchObject({
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: arnOf(queue),
    });
    expect(JSON.parse(keyStatement())).toMatchObject({ Action: ['kms:GenerateDataKey', 'kms:Decrypt'] });
  });
});
