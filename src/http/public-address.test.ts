import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#src/platform/log.ts';
import { asOwner } from '../../tests/support/signed-in.ts';
import type { HttpApp } from './http-app.ts';
import { createServer } from './server.ts';

let app: HttpApp;
beforeAll(async () => {
  app = await createServer({
    log: silentLog,
    version: '0',
    accountIds: async () => [],
    whoIs: asOwner,
    publicUrl: 'https://desk.example.com',
    routes: [
      (http) => void http.get('/api/v1/place', { config: { permission: 'orders.read' } }, ({ ip }) => ({ ip })),
      (http) => void http.post('/api/v1/change', { config: { permission: 'orders.read' } }, () => ({ done: true })),
    ],
  });
});
afterAll(() => app?.close());

const ask = (method: 'GET' | 'POST', headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  app.inject({ method, url: method === 'GET' ? '/api/v1/place' : '/api/v1/change', headers, remoteAddress });

describe('a desk with a public address', () => {
  it('answers under that name and on loopback, and under no other', async () => {
    for (const host of ['desk.example.com', 'DESK.example.com', '127.0.0.1:3000'])
      expect((await ask('GET', { host })).statusCode).toBe(200);
    for (const host of ['evil.example.com', 'desk.example.com.evil.test', 'desk.example.com:8443'])
      expect((await ask('GET', { host })).statusCode).toBe(403);
  });

  it('takes changes from its own origin alone', async () => {
    const host = 'desk.example.com';
    expect((await ask('POST', { host, origin: 'https://desk.example.com' })).statusCode).toBe(200);
    for (const origin of ['http://desk.example.com', 'https://evil.example.com', 'null'])
      expect((await ask('POST', { host, origin })).statusCode).toBe(403);
    expect((await ask('POST', { host, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  });

  it('says that browsers must come by TLS', async () => {
    expect((await ask('GET', { host: 'desk.example.com' })).headers['strict-transport-security']).toContain('max-age=31536000');
  });

  it('believes a proxy on this machine where a request comes from, and nobody else', async () => {
    const headers = { host: 'desk.example.com', 'x-forwarded-for': '198.51.100.4' };
    expect((await ask('GET', headers)).json()).toEqual({ ip: '198.51.100.4' });
    expect((await ask('GET', headers, '203.0.113.5')).json()).toEqual({ ip: '203.0.113.5' });
  });
});
