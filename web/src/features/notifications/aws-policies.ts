/** The AWS account from which Amazon sends notifications of the Selling Partner API. */
const amazonsAccount = '437568002678';

export type QueueName = { region: string; owner: string; name: string };

export const arnOf = ({ region, owner, name }: QueueName): string => `arn:aws:sqs:${region}:${owner}:${name}`;
export const urlOf = ({ region, owner, name }: QueueName): string => `https://sqs.${region}.amazonaws.com/${owner}/${name}`;

/** What stands in an address of AWS; undefined for another one. */
export function readQueueUrl(url: string): QueueName | undefined {
  const [, region, owner, name] = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/([\w-]{1,80})$/.exec(url.trim()) ?? [];
  return region && owner && name ? { region, owner, name } : undefined;
}

const text = (statement: Record<string, unknown>): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);

/** The access policy of the queue: Amazon may put messages in. */
export const queuePolicy = (arn: string): string =>
  text({
    Sid: 'AmazonSendsNotifications',
    Effect: 'Allow',
    Principal: { AWS: amazonsAccount },
    Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
    Resource: arn,
  });

/** All that the desk's own keys need to do, on this queue alone. */
export const readerPolicy = (arn: string): string =>
  text({
    Sid: 'WaybillReadsNotifications',
    Effect: 'Allow',
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    Resource: arn,
  });

/** A statement for the key policy of a queue that is encrypted with a key of one's own. */
export const keyStatement = (): string =>
  JSON.stringify(
    {
      Sid: 'AmazonEncryptsNotifications',
      Effect: 'Allow',
      Principal: { AWS: amazonsAccount },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
    },
    null,
    2,
  );
