import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postWebhook } from './post-webhook.ts';

let server: Server;
let url: string;
const heard: { path: string | undefined; body: string; id: unknown }[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      heard.push({ path: request.url, body, id: request.headers['webhook-id'] });
      if (request.url === '/never') return;
      if (request.url === '/reset') return void request.socket.destroy();
      response.writeHead(request.url === '/moved' ? 302 : 204, { location: `${url}/elsewhere` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = postWebhook({ allowPrivate: true, timeoutMs: 300 });
const guarded = postWebhook({ allowPrivate: false, timeoutMs: 2_000 });

test('posts the body with its headers, once, and gives the status', async () => {
  expect(await open(`${url}/good`, { 'webhook-id': 'evt_1_1' }, '{"a":"ü"}')).toEqual({ status: 204 });
  expect(heard.at(-1)).toEqual({ path: '/good', body: '{"a":"ü"}', id: 'evt_1_1' });
});

test('follows no redirect', async () => {
  expect(await open(`${url}/moved`, {}, '{}')).toEqual({ status: 302 });
  expect(heard.map(({ path }) => path)).not.toContain('/elsewhere');
});

test('a reset, silence and a closed port are said in plain words', async () => {
  expect(await open(`${url}/reset`, {}, '{}')).toEqual({ error: 'no connection (ECONNRESET)' });
  expect(await open(`${url}/never`, {}, '{}')).toEqual({ error: 'no answer within 0.3 s' });
  expect(await open('http://127.0.0.1:1/', {}, '{}')).toEqual({ error: 'no connection (ECONNREFUSED)' });
});

test('sends nothing to an address that is not public, by number or by name, nor without TLS', async () => {
  const before = heard.length;
  const { port } = new URL(url);
  const notPublic = { error: 'the address is not a public one' };
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '169.254.169.254', 'localhost'])
    expect(await guarded(`https://${host}:${port}/`, {}, '{}')).toEqual(notPublic);
  expect(await guarded(url, {}, '{}')).toEqual({ error: 'the address is not https' });
  expect(await guarded('https://user:secret@example.com/', {}, '{}')).toEqual({ error: 'the address holds a password' });
  expect(heard).toHaveLength(before);
});
