import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '#src/http/permissions.ts';
import { permissionsOf } from '#src/http/roles.ts';
import { type RoleName, roleNames } from '#src/modules/people/contract.ts';
import { goodPassword, otherPassword } from '../support/people.ts';
import { accountId, openShop, type Shop } from '../support/shop.ts';
import { totp } from '../support/totp.ts';
import { describedRoutes, type OpenApi } from './open-api.ts';

const orderId = '113-3200010-0000001';
let shop: Shop;
let openApi: OpenApi;
beforeAll(async () => {
  shop = await openShop();
  shop.amazon.createOrder({ orderId });
  await shop.catchUp();
  openApi = (await (await fetch(`${shop.url}/api/openapi.json`)).json()) as OpenApi;
});
afterAll(() => shop?.close());

type Sent = { cookie?: string; key?: string; body?: unknown; method?: string };
const send = (path: string, { cookie, key, body, method }: Sent = {}) =>
  fetch(shop.url + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const cookieIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .filter((each) => !/max-age=0/i.test(each))
    .map((each) => each.split(';')[0])
    .join('; ');
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

const people = new Map<string, string>();
/** A person of this role, signed in; made by an invitation. */
async function personOf(
  role: RoleName,
  accounts: string[] | null = null,
  name = `${role} ${accounts?.join() ?? ''}`.trim(),
): Promise<string> {
  const known = people.get(name);
  if (known) return known;
  const email = `${name.replaceAll(/\W/g, '-')}@example.com`;
  const { path } = await shop.ask<{ path: string }>('/invitations', { name, email, role, accounts });
  const came = await send('/api/auth/welcome', { body: { token: path.split('#')[1], name, password: goodPassword } });
  expect(came.status, await came.clone().text()).toBe(200);
  people.set(name, cookieIn(came));
  return cookieIn(came);
}
const emailOf = (name: string) => `${name.replaceAll(/\W/g, '-')}@example.com`;

describe('a stranger', () => {
  it('gets 401 before anything is looked at: path, body, method, limit', async () => {
    const doors = ['/api/openapi.json', '/healthz', '/readyz', '/api/auth/', '/api/docs'];
    for (const { method, path } of describedRoutes(openApi)) {
      if (doors.some((door) => path.startsWith(door)) && path !== '/api/auth/sign-out') continue;
      const response = await fetch(shop.url + path.replaceAll(/\{\w+\}/g, '%'), { method });
      expect([method, path, response.status, await codeOf(response)]).toEqual([method, path, 401, 'UNAUTHENTICATED']);
    }
    for (const path of [
      '/api/v1/nothing',
      '/api',
      '/api/',
      '/api/v2/x',
      '/%61pi/v1/session',
      '/API/v1/session',
      '//api/v1/session',
      '/api/v1/%zz',
    ])
      expect([path, (await fetch(shop.url + path)).status]).toEqual([path, 401]);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await fetch(`${shop.url}/anything`, { method, ...(method === 'OPTIONS' ? {} : { body: 'x'.repeat(2_000_000) }) });
      expect([method, response.status]).toEqual([method, 401]);
    }
  });

  it('gets 401 with a wrong cookie, a wrong key, or a key beside a good cookie', async () => {
    for (const sent of [{ cookie: 'waybill.session_token=nobody.x' }, { key: 'wbk_nobody' }, { key: 'x'.repeat(43) }])
      expect((await send('/api/v1/session', sent)).status).toBe(401);
    expect((await shop.fetch('/api/v1/session', { headers: { authorization: 'Bearer nobody' } })).status).toBe(401);
    expect((await shop.fetch('/api/v1/session', { headers: { authorization: 'Basic eDp5' } })).status).toBe(401);
  });

  it('sees the page, health and the description of the API', async () => {
    for (const path of ['/', '/orders', '/welcome', '/healthz', '/readyz', '/api/openapi.json', '/api/auth/door'])
      expect([path, (await fetch(shop.url + path)).status]).toEqual([path, 200]);
  });
});

describe('the matrix of roles', () => {
  it('each route refuses exactly the roles that lack its permission', async () => {
    const permissionOf = new Map<string, string>();
    for (const { method, path, operation } of describedRoutes(openApi))
      permissionOf.set(`${method} ${path}`, String(operation['x-permission'] ?? ''));
    for (const role of roleNames) {
      const cookie = role === 'owner' ? undefined : await personOf(role);
      if (cookie === undefined) continue;
      for (const { method, path } of describedRoutes(openApi)) {
        const permission = permissionOf.get(`${method} ${path}`);
        if (path.startsWith('/api/auth/') || path.endsWith('/stream') || permission === 'open') continue;
        expect(Object.keys(permissions), `${method} ${path}`).toContain(permission);
        const may = permissionsOf(role).some((each) => each === permission);
        // Without a body and with ids of nothing: what is allowed fails later, what is not fails here.
        const response = await fetch(shop.url + path.replaceAll(/\{\w+\}/g, '0'), { method, headers: { cookie } });
        await response.body?.cancel();
        expect([role, method, path, response.status === 403]).toEqual([role, method, path, !may]);
      }
    }
  });

  it('the owner has every permission, and no role has one that the page does not show', async () => {
    expect([...permissionsOf('owner')].sort()).toEqual(Object.keys(permissions).sort());
    const matrix = await shop.ask<{ permissions: { permission: string; roles: string[] }[] }>('/roles');
    for (const { permission, roles } of matrix.permissions)
      expect(roles).toEqual(roleNames.filter((role) => permissionsOf(role).some((each) => each === permission)));
  });
});

describe('a person who sees no account of this desk', () => {
  it('finds nothing, and 404 for its ids', async () => {
    const cookie = await personOf('manager', [], 'blind');
    const session = (await (await send('/api/v1/session', { cookie })).json()) as { accounts: unknown[] };
    expect(session.accounts).toEqual([]);
    expect(await (await send('/api/v1/orders', { cookie })).json()).toMatchObject({ items: [] });
    expect((await send(`/api/v1/orders/${accountId}/${orderId}`, { cookie })).status).toBe(404);
    const note = { orders: [{ accountId, orderId }], note: 'mine' };
    expect((await send('/api/v1/orders/annotate', { cookie, body: note })).status).toBe(404);
    expect((await send(`/api/v1/orders?account=${accountId}`, { cookie })).status).toBe(404);
  });
});

describe('sessions', () => {
  it('are listed, ended one by one, and gone at once when access is taken away', async () => {
    const first = await personOf('support', null, 'sam');
    const again = await send('/api/auth/sign-in', { body: { email: emailOf('sam'), password: goodPassword } });
    const second = cookieIn(again);
    const me = (await (await send('/api/v1/me', { cookie: first })).json()) as { id: string; sessions: { id: string; current: boolean }[] };
    expect(me.sessions).toHaveLength(2);
    const other = me.sessions.find(({ current }) => !current);
    expect((await send(`/api/v1/me/sessions/${other?.id}`, { cookie: first, method: 'DELETE' })).status).toBe(200);
    expect((await send('/api/v1/session', { cookie: second })).status).toBe(401);
    expect((await send('/api/v1/session', { cookie: first })).status).toBe(200);
    const off = await shop.fetch(`/api/v1/people/${me.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ active: false }),
    });
    expect(off.status).toBe(200);
    expect((await send('/api/v1/session', { cookie: first })).status).toBe(401);
    const back = await send('/api/auth/sign-in', { body: { email: emailOf('sam'), password: goodPassword } });
    expect([back.status, await codeOf(back)]).toEqual([401, 'SIGN_IN_FAILED']);
  });

  it('nobody else’s can be ended by its id', async () => {
    const ana = await personOf('support', null, 'ana');
    const bob = await personOf('support', null, 'bob');
    const { sessions } = (await (await send('/api/v1/me', { cookie: ana })).json()) as { sessions: { id: string }[] };
    expect((await send(`/api/v1/me/sessions/${sessions[0]?.id}`, { cookie: bob, method: 'DELETE' })).status).toBe(404);
    expect((await send('/api/v1/session', { cookie: ana })).status).toBe(200);
  });

  it('signing out ends it, also for who copied the cookie', async () => {
    const cookie = await personOf('support', null, 'out');
    expect((await send('/api/auth/sign-out', { cookie, method: 'POST' })).status).toBe(200);
    expect((await send('/api/v1/session', { cookie })).status).toBe(401);
  });

  it('a new password ends the others, and an old one is not taken again', async () => {
    const cookie = await personOf('support', null, 'pat');
    const other = cookieIn(await send('/api/auth/sign-in', { body: { email: emailOf('pat'), password: goodPassword } }));
    const change = (current: string, next: string) => send('/api/v1/me/password', { cookie, body: { current, next } });
    expect(await codeOf(await change('wrong wrong 1', otherPassword))).toBe('PASSWORD_REFUSED');
    expect(await codeOf(await change(goodPassword, 'Password1234!'))).toBe('PASSWORD_REFUSED');
    expect((await change(goodPassword, otherPassword)).status).toBe(200);
    expect((await send('/api/v1/session', { cookie: other })).status).toBe(401);
    expect(await codeOf(await change(otherPassword, goodPassword))).toBe('PASSWORD_REFUSED');
  });
});

describe('a second factor', () => {
  it('is asked for from then on; recovery codes work once; ten wrong codes lock it', async () => {
    let cookie = await personOf('manager', null, 'mia');
    const begun = await send('/api/v1/me/factor', { cookie, body: { password: goodPassword } });
    const { secret, recoveryCodes, uri } = (await begun.json()) as { secret: string; recoveryCodes: string[]; uri: string };
    expect(uri).toMatch(/^otpauth:\/\/totp\/Waybill/);
    expect((await send('/api/v1/me/factor/confirm', { cookie, body: { code: '000000' } })).status).toBe(400);
    const confirmed = await send('/api/v1/me/factor/confirm', { cookie, body: { code: totp(secret) } });
    expect(confirmed.status, await confirmed.clone().text()).toBe(200);
    cookie = cookieIn(confirmed);
    expect(await (await send('/api/v1/me', { cookie })).json()).toMatchObject({ twoFactor: true });

    const begin = async () => {
      const asked = await send('/api/auth/sign-in', { body: { email: emailOf('mia'), password: goodPassword } });
      expect(await asked.json()).toEqual({ state: 'second-factor' });
      return cookieIn(asked);
    };
    const half = await begin();
    expect((await send('/api/v1/session', { cookie: half })).status).toBe(401);
    expect(await codeOf(await send('/api/auth/second-factor', { cookie: half, body: { code: '000000' } }))).toBe('SIGN_IN_FAILED');
    const whole = await send('/api/auth/second-factor', { cookie: half, body: { code: totp(secret) } });
    expect(whole.status).toBe(200);
    expect((await send('/api/v1/session', { cookie: cookieIn(whole) })).status).toBe(200);

    const recovery = { code: recoveryCodes[0], recovery: true };
    expect((await send('/api/auth/second-factor', { cookie: await begin(), body: recovery })).status).toBe(200);
    expect((await send('/api/auth/second-factor', { cookie: await begin(), body: recovery })).status).toBe(401);

    const codes: (string | undefined)[] = [];
    for (let round = 0; round < 3; round += 1) {
      const started = await begin();
      for (let index = 0; index < 4; index += 1)
        codes.push(await codeOf(await send('/api/auth/second-factor', { cookie: started, body: { code: '000000' } })));
    }
    expect(codes).toContain('SIGN_IN_LOCKED');
    const right = await send('/api/auth/second-factor', { cookie: await begin(), body: { code: totp(secret) } });
    expect([right.status, await codeOf(right)]).toEqual([429, 'SIGN_IN_LOCKED']);
  });
});

describe('keys of programs', () => {
  it('do what their scopes say, are limited, end at once, and make no keys', async () => {
    const make = (body: object) => shop.ask<{ id: string; key: string }>('/keys', { name: 'Shelf', accounts: null, days: 30, ...body });
    const { id, key } = await make({ scopes: ['orders.read', 'keys.manage'] });
    expect((await send('/api/v1/orders', { key })).status).toBe(200);
    expect((await send('/api/v1/sync', { key })).status).toBe(403);
    expect((await send('/api/v1/me', { key })).status).toBe(403);
    expect((await send('/api/v1/keys', { key, body: { name: 'x', scopes: ['orders.read'], accounts: null, days: 1 } })).status).toBe(403);
    const narrow = await make({ scopes: ['orders.read'], perMinute: 2 });
    const statuses = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await send('/api/v1/orders/counts', { key: narrow.key })).status);
    expect(statuses).toContain(429);
    const gone = await shop.fetch(`/api/v1/keys/${id}`, { method: 'DELETE' });
    expect(gone.status).toBe(200);
    expect((await send('/api/v1/orders', { key })).status).toBe(401);
  });

  it('never do more than who made them', async () => {
    const cookie = await personOf('developer', null, 'dev');
    const ask = (scopes: string[]) => send('/api/v1/keys', { cookie, body: { name: 'x', scopes, accounts: null, days: 1 } });
    expect((await ask(['orders.personal'])).status).toBe(400);
    expect((await ask(['people.manage'])).status).toBe(400);
    expect((await ask(['orders.read'])).status).toBe(200);
  });
});

describe('the owner', () => {
  it('cannot be the last one to leave', async () => {
    const change = (body: object) =>
      shop.fetch('/api/v1/people/owner', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    for (const body of [{ active: false }, { role: 'manager' }, { accounts: [accountId] }])
      expect([body, (await change(body)).status]).toEqual([body, 409]);
  });

  it('of a demo becomes real, and the click ends', async () => {
    expect((await send('/api/auth/demo', { method: 'POST' })).status).toBe(200);
    await shop.ask('/me/claim', { name: 'Olga', email: 'olga@example.com', password: goodPassword });
    const back = await send('/api/auth/sign-in', { body: { email: 'olga@example.com', password: goodPassword } });
    expect(back.status).toBe(200);
    expect((await send('/api/auth/demo', { method: 'POST' })).status).toBe(403);
  });
});

describe('the audit', () => {
  it('says who did what from where, without names, and holds', async () => {
    await shop.ask(`/orders/${accountId}/${orderId}/reveal`, { purpose: 'Checking the address' });
    const { items } = await shop.ask<{ items: { action: string; by: string; subjects: string[]; place: string; details: object }[] }>(
      `/audit?text=${orderId}`,
    );
    expect(items[0]).toMatchObject({ action: 'personal.revealed', by: 'Olga', subjects: [orderId], place: '127.0.0.1' });
    expect(items[0]?.details).toEqual({ purpose: 'Checking the address' });
    const all = await (await shop.fetch('/api/v1/audit.csv')).text();
    for (const action of [
      'sign-in',
      'sign-in.failed',
      'person.invited',
      'person.changed',
      'key.made',
      'key.revoked',
      'factor.on',
      'password.changed',
    ])
      expect(all).toContain(`,${action},`);
    expect(all).not.toContain('@example.com');
    expect(await shop.ask('/audit/check', {})).toMatchObject({ ok: true, brokenAt: null });
  });
});

describe('the access review', () => {
  it('lists all who have access, takes it away, and ends when all is decided', async () => {
    await personOf('analyst', null, 'leaver');
    await shop.ask('/access-reviews', {});
    type Reviews = { dueAt: string; open: { id: string; lines: { kind: string; id: string; name: string }[] } | null };
    const { open } = await shop.ask<Reviews>('/access-reviews');
    const lines = open?.lines ?? [];
    expect(lines.map(({ name }) => name)).toContain('leaver');
    const finish = () => shop.fetch(`/api/v1/access-reviews/${open?.id}/finish`, { method: 'POST' });
    expect((await finish()).status).toBe(409);
    for (const { kind, id, name } of lines)
      await shop.ask(`/access-reviews/${open?.id}/decide`, { kind, id, decision: name === 'leaver' ? 'remove' : 'keep' });
    expect((await finish()).status).toBe(200);
    expect((await send('/api/v1/session', { cookie: await personOf('analyst', null, 'leaver') })).status).toBe(401);
    expect((await shop.ask<Reviews>('/access-reviews')).open).toBeNull();
  });
});
