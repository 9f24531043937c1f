import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, openShop, type Shop } from '../support/shop.ts';
import { describedRoutes, type OpenApi } from './open-api.ts';

const orderId = '113-3000010-0000001';
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  shop.amazon.createOrder({ orderId });
  await shop.catchUp();
});
afterAll(() => shop?.close());

test('only the fields that are asked for come back, of a list those of its items', async () => {
  const { items, next } = await shop.ask<{ items: object[]; next: unknown }>('/orders?fields=orderId,%20status');
  expect(items).toEqual([{ orderId, status: 'unshipped' }]);
  expect(next).toBeNull();
  expect(await shop.ask(`/orders/${accountId}/${orderId}?fields=orderId,marketplaceId`)).toEqual({
    orderId,
    marketplaceId: 'ATVPDKIKX0DER',
  });
});

test('a field that the answer does not have is refused with those that it has', async () => {
  const response = await shop.fetch('/api/v1/orders?fields=orderId,buyerEmail');
  expect(response.status).toBe(400);
  const problem = (await response.json()) as { code: string; problems: { field: string; message: string }[] };
  expect(problem.code).toBe('INVALID_INPUT');
  expect(problem.problems[0]).toMatchObject({ field: 'query.fields', message: expect.stringContaining('orderId') });
});

test('an answer that has not changed is not sent again', async () => {
  const first = await shop.fetch(`/api/v1/orders/${accountId}/${orderId}`);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^W\/"/);
  const ask = () => shop.fetch(`/api/v1/orders/${accountId}/${orderId}`, { headers: { 'if-none-match': tag } });
  const second = await ask();
  expect([second.status, await second.text()]).toEqual([304, '']);
  await shop.ask('/orders/annotate', { orders: [{ accountId, orderId }], addTags: ['seen'] });
  expect((await ask()).status).toBe(200);
});

test('the reference of the API answers strangers and holds no script of its own', async () => {
  const response = await fetch(`${shop.url}/api/docs`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  const page = await response.text();
  expect(page).toContain('/assets/api-docs');
  expect(page).not.toMatch(/<script>|<style/);
});

test('every operation says in one line what it does', async () => {
  const routes = describedRoutes((await (await fetch(`${shop.url}/api/openapi.json`)).json()) as OpenApi);
  const silent = routes.filter(({ operation: { summary = '' } }) => !/^[A-Z][^\n]{8,100}[^.\s]$/.test(summary));
  expect(silent.map(({ route }) => route)).toEqual([]);
  const said = Map.groupBy(routes, ({ operation }) => operation.summary);
  expect([...said.values()].filter((same) => same.length > 1).map((same) => same.map(({ route }) => route))).toEqual([]);
});

test('every upload describes its form: the fields and the file', async () => {
  const routes = describedRoutes((await (await fetch(`${shop.url}/api/openapi.json`)).json()) as OpenApi);
  const forms = new Map(
    routes.flatMap(({ route, operation }) => {
      const form = operation.requestBody?.content['multipart/form-data']?.schema;
      return form ? [[route, form as { properties: Record<string, { format?: string }>; required: string[] }] as const] : [];
    }),
  );
  const uploads = [
    'imports/confirmations',
    'imports/listings',
    'imports/orders',
    'labels/:accountId/customs/import',
    'packing/parcels/:accountId/:parcelId/photos',
    'packing/sessions/:sessionId/photos',
    'parallel/list',
    'stock/import',
  ];
  expect([...forms.keys()].toSorted()).toEqual(uploads.map((path) => `POST /api/v1/${path}`));
  for (const { properties, required } of forms.values()) {
    expect(properties['file']?.format).toBe('binary');
    expect(required).toEqual(['file']);
  }
  expect(Object.keys(forms.get('POST /api/v1/imports/orders')?.properties ?? {})).toEqual([
    'account',
    'accountName',
    'marketplaceId',
    'file',
  ]);
});

test('the description says of each operation what it needs, and which fields can be chosen', async () => {
  const { paths } = (await (await fetch(`${shop.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { 'x-permission'?: string; parameters?: { name: string }[] }>>;
  };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.filter((one) => !one['x-permission'])).toEqual([]);
  expect(paths['/api/v1/orders']?.['get']?.parameters?.map(({ name }) => name)).toContain('fields');
  expect(paths['/api/v1/writes']?.['post']?.['x-permission']).toBe('writes.ask');
});
