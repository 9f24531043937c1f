import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smtpMailer } from '#src/adapters/mail/smtp-mailer.ts';
import { webPusher } from '#src/adapters/push/web-pusher.ts';
import { deskId } from '#src/kernel/ids.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { type MailServer, startMailServer } from '../../../tests/support/mail-server.ts';
import { type PushService, startPushService } from '../../../tests/support/push-service.ts';
import type { AlertKindName } from './alert-kinds.ts';
import { messages } from './messages.ts';
import { openAlerts, resolveAlerts } from './open-alert.ts';
import type { Recipient } from './ports.ts';
import { addBrowser, changeSettings, noticeSettings, type SettingsDeps, sendTrial } from './settings.ts';
import { tell } from './tell.ts';

let desk: TestDesk;
let server: MailServer;
let push: PushService;
let accountId: string;
let people: Recipient[];
let made = 0;
beforeAll(async () => {
  desk = await testDesk(new Date('2026-11-22T12:00:00Z'));
  [server, push] = await Promise.all([startMailServer(), startPushService()]);
});
afterAll(async () => {
  await Promise.all([server.close(), push.close()]);
  await desk.close();
});
beforeEach(async () => {
  accountId = await desk.addAccount(`Shop ${made}`);
  made += 1;
  people = [{ personId: `anna-${made}`, email: `anna-${made}@example.com`, accounts: null, minds: true }];
  server.mails.length = 0;
  push.pushes.length = 0;
  server.mood = 'take';
  push.status = 201;
});
afterEach(async () => {
  // Nothing of one test waits for the next.
  await desk.database.write([deskId, accountId], async (tx) => {
    for (const table of ['alert', 'notice'])
      await tx.query({ text: `DELETE FROM ${table} WHERE account_id = ANY($1)`, values: [tx.accounts] });
    await tx.query({ text: 'DELETE FROM notice_message' });
    await tx.query({ text: 'DELETE FROM push_subscription' });
  });
});

const self = () => ({ personId: people[0]?.personId ?? '', email: people[0]?.email ?? null });
const deps = (url = server.url): SettingsDeps => ({
  database: desk.database,
  clock: desk.clock,
  sealing: desk.sealing,
  mailer: smtpMailer({ url, from: 'Desk <desk@example.com>' }, { timeoutMs: 5_000 }),
  pusher: webPusher({ clock: desk.clock, contact: 'mailto:desk@example.com', isPushService: (endpoint) => endpoint.startsWith(push.url) }),
  newMessageId: () => `<message-${(made += 1)}@example.com>`,
});
/** Everything due is done: new alerts are told, messages made and sent. Gives when more is due. */
const run = async (url?: string) => {
  const recipients = async () => people;
  for (const id of [accountId, deskId]) await tell({ database: desk.database, clock: desk.clock, recipients, hasMail: true })(id);
  const accounts = async () => [{ accountId, name: 'Tea & Pots' }];
  return messages({ ...deps(url), recipients, accounts, publicUrl: 'https://desk.example.com' })();
};
const open = (kind: AlertKindName, keys: readonly string[], details = {}, id = accountId) =>
  desk.database.write([id], (tx) =>
    openAlerts(tx, {
      accountId: id,
      kind,
      alerts: keys.map((key) => ({ key, details: { orderId: key, ...details } })),
      at: desk.clock.now(),
    }),
  );
const resolve = (kind: AlertKindName, keys: readonly string[]) =>
  desk.database.write([accountId], (tx) => resolveAlerts(tx, { accountId, kind, keys, at: desk.clock.now() }));
const openKinds = async (id: string) =>
  (
    await desk.database.read([id], (db) =>
      db.query<{ kind: string }>({ text: 'SELECT kind FROM alert WHERE account_id = $1 AND resolved_at IS NULL', values: [id] }),
    )
  ).map(({ kind }) => kind);
const outbox = () =>
  desk.database.read([], (db) =>
    db.query<{ state: string; attempts: number }>({ text: 'SELECT state, attempts FROM notice_message ORDER BY made_at' }),
  );
const minutes = (n: number) => desk.clock.advance(n * 60_000);

const asked = 'order.cancel-requested';

describe('what is pressing', () => {
  it('is mailed at once, in words, with a link, once', async () => {
    await open(asked, ['111-1111111-1111111']);
    await run();
    await open(asked, ['111-1111111-1111111'], { note: 'changed' });
    minutes(60);
    await run();
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.to).toEqual([people[0]?.email]);
    expect(mail?.subject).toBe('The buyer asks to cancel 111-1111111-1111111 · Tea & Pots');
    expect(mail?.text).toContain('Do not ship it.');
    expect(mail?.text).toContain(`https://desk.example.com/orders/${accountId}/111-1111111-1111111`);
    expect(mail?.html).toContain('Tea &amp; Pots');
  });

  it('comes as one mail when much comes at once, and what follows waits a while', async () => {
    await open(asked, ['a', 'b', 'c']);
    await run();
    await open(asked, ['d']);
    await run();
    minutes(1);
    await open(asked, ['e']);
    const next = await run();
    expect(server.mails.map(({ subject }) => subject)).toEqual(['3 things at the desk need you']);
    expect(next).toEqual(new Date(desk.clock.now().getTime() + 4 * 60_000));
    minutes(4);
    await run();
    expect(server.mails.map(({ subject }) => subject)).toEqual(['3 things at the desk need you', '2 things at the desk need you']);
  });

  it('is not mailed any more when it is over before the mail leaves', async () => {
    server.mood = 'try-later';
    await open(asked, ['a']);
    await run();
    await resolve(asked, ['a']);
    server.mood = 'take';
    minutes(10);
    await run();
    expect([server.mails, (await outbox()).map(({ state }) => state)]).toEqual([[], ['pointless']]);
  });
});

describe('the digest', () => {
  it('comes at the hour of the person in their zone, with what is still open', async () => {
    await changeSettings(deps(), self(), { digestHour: 7, timeZone: 'Asia/Tokyo' });
    await open('ledger.gap', ['2026-11-20'], { day: '2026-11-20', orders: 2 });
    await open('sync.quarantine', ['open'], { answers: 1 });
    const next = await run();
    expect(server.mails).toEqual([]);
    expect((next as Date).toISOString()).toMatch(/T22:00:00.000Z$/);
    await resolve('sync.quarantine', ['open']);
    desk.clock.set(next as Date);
    await run();
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.subject).toBe('Today at the desk: one thing to look at');
    expect(server.mails[0]?.text).toContain('2 orders missing on 2026-11-20');
    expect(server.mails[0]?.text).not.toContain('could not be understood');
    minutes(24 * 60 + 1);
    await run();
    expect(server.mails).toHaveLength(1);
  });
});

describe('a mail server', () => {
  it('that is away holds the mail up and nothing else; the desk says so, and sends it under the same id later', async () => {
    await server.close();
    const { port } = server;
    await open(asked, ['a']);
    await run();
    minutes(2);
    await run();
    expect(await outbox()).toEqual([{ state: 'queued', attempts: 2 }]);
    expect(await openKinds(deskId)).toEqual(['desk.mail']);
    server = await startMailServer(port);
    minutes(60);
    await run();
    expect(server.mails.map(({ subject }) => subject)).toEqual(['The buyer asks to cancel a · Tea & Pots']);
    expect(await openKinds(deskId)).toEqual([]);
  });

  it('that has taken a mail without saying so gets it again under the same id, so that it shows once', async () => {
    server.mood = 'hang-up-after-taking';
    await open(asked, ['a']);
    await run();
    server.mood = 'take';
    minutes(10);
    await run();
    minutes(60);
    await run();
    expect(server.mails).toHaveLength(2);
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await outbox()).map(({ state }) => state)).toEqual(['sent']);
  });

  it('that refuses the addressee is not asked again, and the words name nobody', async () => {
    server.mood = 'refuse-addressee';
    await open(asked, ['a']);
    await run();
    const [row] = await desk.database.read([], (db) =>
      db.query<{ words: string }>({ text: 'SELECT state, last_error AS words FROM notice_message' }),
    );
    expect(row).toEqual({ state: 'failed', words: expect.stringContaining('550') as string });
    expect(row?.words).not.toContain('@example.com');
  });

  it('that wants a password gets it; a wrong one is told in words', async () => {
    const at = (user: string) => server.url.replace('smtp://', `smtp://${user}@`);
    expect((await sendTrial(deps(at('desk:p%40ss%20word')), self(), 'mail')).sent).toBe(true);
    expect(await sendTrial(deps(at('desk:wrong')), self(), 'mail')).toEqual({
      sent: false,
      words: 'the mail server does not accept the user name or password',
    });
  });

  it('that never takes a mail is given up after three days', async () => {
    server.mood = 'try-later';
    await open(asked, ['a']);
    for (let hours = 0; hours < 80; hours += 8) {
      await run();
      minutes(8 * 60);
    }
    expect((await outbox()).map(({ state }) => state)).toEqual(['failed']);
    expect(await openKinds(deskId)).toEqual([]);
  });
});

describe('who hears', () => {
  it('is who sees the account, and wants to', async () => {
    people = [
      { personId: 'all', email: 'all@example.com', accounts: null, minds: false },
      { personId: 'other', email: 'other@example.com', accounts: ['999'], minds: true },
      { personId: 'quiet', email: 'quiet@example.com', accounts: [accountId], minds: true },
      { personId: 'nowhere', email: null, accounts: null, minds: true },
    ];
    await changeSettings(deps(), { personId: 'quiet', email: null }, { choices: [{ kind: asked, channel: 'mail', mode: 'off' }] });
    await open(asked, ['a']);
    await open('desk.disk', ['data'], { free: '0.5 GB' }, deskId);
    await run();
    expect(server.mails.map(({ to, subject }) => [to[0], subject]).toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['all@example.com', 'The buyer asks to cancel a · Tea & Pots'],
      ['other@example.com', '0.5 GB left on the disk of the desk · the desk'],
      ['quiet@example.com', '0.5 GB left on the disk of the desk · the desk'],
    ]);
  });

  it('at another address, when they chose one', async () => {
    await changeSettings(deps(), self(), { address: 'phone@example.com' });
    await open(asked, ['a']);
    await run();
    expect(server.mails.map(({ to }) => to)).toEqual([['phone@example.com']]);
  });
});

describe('a push', () => {
  const join = (name: string) => addBrowser(deps(), self(), { ...push.subscription(name), label: name });

  it('reaches every browser of a person, and only these can read it', async () => {
    await join('laptop');
    minutes(1);
    await join('phone');
    await open(asked, ['a']);
    await run();
    expect(push.pushes.map(({ path, content }) => [path, content.title, content.page])).toEqual([
      ['/laptop', 'The buyer asks to cancel a', `/orders/${accountId}/a`],
      ['/phone', 'The buyer asks to cancel a', `/orders/${accountId}/a`],
    ]);
    const [first, second] = push.pushes;
    expect(first?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' });
    expect(first?.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/);
    expect([first?.headers.topic?.length, first?.content.tag]).toEqual([22, second?.content.tag]);
  });

  it('is tried again when the service is away, and its browser is forgotten when it is gone', async () => {
    await join('laptop');
    push.status = 503;
    await open(asked, ['a']);
    await run();
    push.status = 201;
    minutes(2);
    await run();
    expect(push.pushes).toHaveLength(1);
    push.status = 410;
    minutes(2);
    await open(asked, ['b']);
    await run();
    expect((await noticeSettings(deps(), self())).push.browsers).toEqual([]);
  });

  it('goes to push services alone: no other address is taken', async () => {
    const { endpoint: _own, ...keys } = push.subscription('x');
    const add = (endpoint: string) =>
      addBrowser({ ...deps(), pusher: webPusher({ clock: desk.clock, contact: '' }) }, self(), { ...keys, endpoint, label: 'x' });
    for (const endpoint of [
      'https://127.0.0.1/x',
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com.evil.example/x',
      'https://evilfcm.googleapis.com.example/',
      'https://fcm.googleapis.com:8443/x',
      'https://user@fcm.googleapis.com/x',
    ])
      await expect(add(endpoint)).rejects.toThrow('endpoint must be the address of a push service');
    await add('https://fcm.googleapis.com/fcm/send/abc');
    await add('https://updates.push.services.mozilla.com/wpush/v2/abc');
  });
});
