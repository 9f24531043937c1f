import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '#src/app-deps.ts';
import { type SimulatedDesk, simulatedDesk } from '../../../tests/support/simulated-desk.ts';
import { type Finding, whereAnswer } from './contract.ts';

const minute = 60_000;
let desk: SimulatedDesk;
let server: Awaited<ReturnType<App['openServer']>>;
beforeAll(async () => {
  desk = await simulatedDesk();
  server = await desk.app.openServer();
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

/** As a person asks: through the route, with the search of the grid and an Amazon that answers. */
async function where(text: string, filter: { account?: string; tab?: string; q?: string } = {}): Promise<Finding[]> {
  const answer = await server.http.inject({ url: '/api/v1/where', query: { text, ...filter } });
  expect(answer.statusCode, answer.body).toBe(200);
  return whereAnswer.parse(answer.json()).findings;
}
const only = async (...question: Parameters<typeof where>): Promise<Finding | undefined> => {
  const findings = await where(...question);
  expect(findings).toHaveLength(1);
  return findings[0];
};
const faults = () => desk.simulator.control.faults;
/** An order that Amazon has and the desk does not. */
const orderAtAmazon = (): string => desk.simulator.control.createOrders({ count: 1 })[0]?.orderId ?? '';

describe('where an order is', () => {
  it('behind: nothing bears the text, and the list has not been read through once', async () => {
    expect(await where('Nobody Anybody')).toMatchObject([
      { kind: 'behind', accountId: desk.accountId, evidence: { swept: '' }, fix: 'sweep' },
      { kind: 'nothing', accountId: null, fix: null },
    ]);
    await desk.live(10 * minute, minute);
    expect(await only('Nobody Anybody')).toMatchObject({ kind: 'nothing' });
    await desk.step(40 * minute);
    expect(await where('Nobody Anybody')).toMatchObject([{ kind: 'behind', evidence: { swept: expect.stringMatching(/^2026-/) } }, {}]);
    await desk.live(5 * minute, minute);
  });

  it('here: by its number, and by the name and number it is known by', async () => {
    const { orderId } = await desk.order({ buyer: { name: 'Maria Keller' } });
    expect(await only(orderId)).toMatchObject({
      kind: 'here',
      accountId: desk.accountId,
      orderId,
      fix: 'open',
      evidence: { status: 'unshipped' },
    });
    expect(await only('maria keller')).toMatchObject({ kind: 'here', orderId, evidence: { by: 'buyer' } });
  });

  it('hidden: by the tab or the search that is set, and only then', async () => {
    const { orderId } = await desk.order();
    expect(await only(orderId, { tab: 'shipped' })).toMatchObject({
      kind: 'hidden',
      orderId,
      fix: 'clear-filter',
      evidence: { hides: 'tab' },
    });
    expect(await only(orderId, { tab: 'unshipped', q: 'sku:NO-SUCH' })).toMatchObject({ kind: 'hidden', evidence: { hides: 'search' } });
    expect(await only(orderId, { tab: 'shipped', q: 'sku:NO-SUCH' })).toMatchObject({ kind: 'hidden', evidence: { hides: 'both' } });
    expect(await only(orderId, { account: '7', tab: 'unshipped' })).toMatchObject({
      kind: 'other_account',
      accountId: desk.accountId,
      fix: 'clear-filter',
    });
    expect(await only(orderId, { account: desk.accountId, tab: 'unshipped' })).toMatchObject({
      kind: 'here',
      evidence: { store: 'Amazon.com' },
    });
    expect(await only(orderId, { tab: 'unshipped' })).toMatchObject({ kind: 'here' });
  });

  it('pending and cancelled', async () => {
    const waiting = await desk.order({ status: 'PENDING' });
    const gone = await desk.order({ status: 'CANCELLED' });
    expect(await only(waiting.orderId)).toMatchObject({ kind: 'pending', fix: 'wait' });
    expect(await only(gone.orderId)).toMatchObject({ kind: 'cancelled', fix: 'open', evidence: { first: 'cancelled' } });
    const later = await desk.order();
    desk.simulator.control.cancel(later.orderId);
    await desk.fetch(later.orderId);
    expect(await only(later.orderId)).toMatchObject({ kind: 'cancelled', evidence: { first: 'unshipped' } });
  });

  it('was missing: the list is not read so far, or had left it out; either way it is here from then on', async () => {
    const late = orderAtAmazon();
    expect(await only(late)).toMatchObject({
      kind: 'was_missing',
      orderId: late,
      fix: 'open',
      evidence: { why: 'behind', status: 'unshipped' },
    });
    expect(await only(late)).toMatchObject({ kind: 'here', evidence: { source: 'get' } });
    const leftOut = orderAtAmazon();
    faults().add({ kind: 'omit-order', match: { operation: 'searchOrders', orderId: leftOut } });
    await desk.live(20 * minute, minute);
    expect(await only(leftOut)).toMatchObject({ kind: 'was_missing', orderId: leftOut, evidence: { why: 'left-out' } });
  });

  it('quarantined: the answer was not understood, now or before', async () => {
    const odd = orderAtAmazon();
    faults().add({ kind: 'missing-field', match: { operation: 'getOrder', orderId: odd } });
    expect(await only(odd)).toMatchObject({ kind: 'quarantined', orderId: odd, fix: 'replay' });
    expect(await only(odd)).toMatchObject({ kind: 'quarantined', accountId: desk.accountId, evidence: { reason: 'missing' } });
  });

  it('unknown: every account was asked; other system: the number is not of a store', async () => {
    expect(await only('111-1111111-1111111')).toMatchObject({
      kind: 'unknown',
      accountId: null,
      fix: 'connect',
      evidence: { accounts: '1', asked: 'Demo' },
    });
    expect(await only('S01-1234567-1234567')).toMatchObject({ kind: 'other_system' });
    expect(await where('1Z5R89390357567127')).toMatchObject([{ kind: 'nothing' }]);
  });

  it('busy: Amazon gives no answer just now, and nothing is called unknown', async () => {
    const fault = faults().add({ kind: 'server-error', match: { operation: 'getOrder' } });
    expect(await only('111-1111111-1111111')).toMatchObject({ kind: 'busy', accountId: desk.accountId, fix: 'again' });
    faults().remove(fault.id);
  });

  it('quarantined beside what is here: the newest answer was not understood, and only this order is read again', async () => {
    const { orderId } = await desk.order();
    const other = orderAtAmazon();
    const spoil = (id: string) => faults().add({ kind: 'missing-field', match: { operation: 'getOrder', orderId: id } });
    const [here, elsewhere] = [spoil(orderId), spoil(other)];
    await desk.fetch(orderId);
    await where(other);
    faults().remove(here.id);
    faults().remove(elsewhere.id);
    expect(await where(orderId)).toMatchObject([{ kind: 'here' }, { kind: 'quarantined', orderId, fix: 'replay' }]);
    const replay = (payload: object) => server.http.inject({ method: 'POST', url: '/api/v1/quarantine/replay', payload });
    expect((await replay({ accountId: desk.accountId, orderId })).json()).toEqual({ replayed: 1, resolved: 0, still: 1 });
    expect((await replay({ accountId: desk.accountId })).json<{ replayed: number }>().replayed).toBeGreaterThan(1);
  });

  it('not connected: an account that lives from files cannot be asked, so nothing is called unknown', async () => {
    await desk.database.write(['2'], (tx) =>
      tx.query({
        text: `INSERT INTO account (account_id, name, region, seller_id, host, time_zone, state, created_at)
          VALUES ($1, 'Files', 'EU', 'FILES', 'files', 'Europe/Paris', 'unconnected', $2)`,
        values: ['2', desk.clock.now()],
      }),
    );
    expect(await where('111-1111111-1111111')).toMatchObject([{ kind: 'not_connected', accountId: '2', fix: 'connect' }]);
  });
});

it('refused: the app has no role that opens orders, or the credentials are no longer good', async () => {
  const bare = await simulatedDesk({ accounts: [{ name: 'bare', roles: [] }] });
  const web = await bare.app.openServer();
  try {
    const answer = await web.http.inject({ url: '/api/v1/where', query: { text: '111-1111111-1111111' } });
    expect(whereAnswer.parse(answer.json()).findings).toMatchObject([
      { kind: 'refused', accountId: bare.accountId, fix: 'connect', evidence: { message: expect.any(String) } },
    ]);
  } finally {
    await web.close();
    await bare.close();
  }
});
