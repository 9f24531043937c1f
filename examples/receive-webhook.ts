/**
 * Receives webhooks: believes only what is signed with the secret and not older than five minutes, and does nothing twice.
 * usage: WEBHOOK_SECRET=whsec_… [PORT=4000] node receive-webhook.ts
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const { WEBHOOK_SECRET: secret = '', PORT: port = '4000' } = process.env;
const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
const oldestSeconds = 300;
// A real receiver keeps these where a restart finds them.
const seen = new Set<string>();

const server = createServer((request, response) => void receive(request, response));
server.listen(Number(port), '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString('utf8');
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = request.headers;
  if (
    typeof id !== 'string' ||
    typeof timestamp !== 'string' ||
    typeof signatures !== 'string' ||
    !isSigned(id, timestamp, body, signatures)
  ) {
    response.writeHead(401).end();
    return;
  }
  if (!seen.has(id)) {
    seen.add(id);
    const event = JSON.parse(body) as { type: string; orderId: string };
    console.log(`${event.orderId} ${event.type}`);
  }
  response.writeHead(204).end();
}

/** Whether one of the signatures is ours; there are two while a secret takes the place of another. */
function isSigned(id: string, timestamp: string, body: string, signatures: string): boolean {
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > oldestSeconds) return false;
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
