import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ComplianceView, KeysView, LookView } from '#src/modules/privacy/contract.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { totp } from '../support/totp.ts';

/** A desk as somebody installs it: no demo, no account, its owner made by the link that the start printed. */

let shop: Shop;
let cookie: string | undefined;
beforeAll(async () => {
  shop = await openShop({ demo: false });
});
afterAll(() => shop?.close());

const call = async <T>(path: string, body?: unknown): Promise<T> => {
  const headers = { ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const response = await shop.fetch(
    `/api/v1${path}`,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const set = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (set.length > 0) cookie = set.join('; ');
  return (await response.json()) as T;
};
const notMet = ({ duties }: ComplianceView) => duties.filter(({ state }) => state === 'warn' || state === 'bad').map(({ id }) => id);

it('is green on a fresh install as soon as the owner has a second factor', async () => {
  const before = await call<ComplianceView>('/compliance');
  expect([before.state, notMet(before)]).toEqual(['bad', ['people']]);
  const { secret } = await call<{ secret: string }>('/me/factor', { password: 'Kiln-fired mugs 7' });
  await call('/me/factor/confirm', { code: totp(secret) });
  const after = await call<ComplianceView>('/compliance');
  expect(notMet(after)).toEqual([]);
  expect(after.state).toBe('good');
  for (const duty of after.duties)
    for (const text of [duty.title, duty.asked, duty.how, duty.finding, duty.answer]) expect(text).toMatch(/\S/);
});

it('keys rotate by the API while the desk runs, once at a time', async () => {
  expect(await call<KeysView>('/encryption-keys')).toMatchObject({ root: 'file', items: [{ version: 1, state: 'in-use' }] });
  expect(await call('/encryption-keys/rotate', {})).toEqual({ version: 2 });
  expect((await call<KeysView>('/encryption-keys')).items).toMatchObject([{ version: 2, state: 'announced' }, { version: 1 }]);
  await expect(call('/encryption-keys/rotate', {})).rejects.toThrow('NOT_ALLOWED_NOW');
  // The owner is still known: what signs sessions is sealed by a version that opens.
  expect((await call<ComplianceView>('/compliance')).state).toBe('good');
});

it('a look for traces of a desk without orders finds none', async () => {
  expect(await call<LookView>('/privacy/look', {})).toEqual({ items: [] });
});
