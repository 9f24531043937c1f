import { createECDH, randomBytes } from 'node:crypto';
import type { Clock } from '#src/kernel/clock.ts';
import type { Pushed, Pusher } from '#src/modules/notices/ports.ts';
import { encryptPush } from './encrypt-push.ts';
import { newVapidKeys, vapidHeader } from './vapid.ts';

/** The push services of the browsers there are. The desk posts to no other address, whatever a browser says. */
const services = ['fcm.googleapis.com', 'push.services.mozilla.com', 'push.apple.com', 'notify.windows.com'];

const isOfService = (endpoint: string): boolean => {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  return (
    url?.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    services.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`))
  );
};

type Options = {
  clock: Clock;
  /** How a push service reaches who runs this desk: an https or mailto address. */
  contact: string;
  /** For tests, whose push service is on this machine. */
  isPushService?: (endpoint: string) => boolean;
  timeoutMs?: number;
};

const livesSeconds = 24 * 3_600;

/** Sends pushes to browsers by their push services (RFC 8030). Throws nothing. */
export function webPusher({ clock, contact, isPushService = isOfService, timeoutMs = 15_000 }: Options): Pusher {
  return {
    isPushService,
    newKeys: newVapidKeys,
    send: async ({ endpoint, p256dh, auth }, keys, { topic, body }) => {
      if (!isPushService(endpoint)) return { kind: 'gone' };
      const sender = createECDH('prime256v1');
      sender.generateKeys();
      try {
        const content = encryptPush(Buffer.from(body), { p256dh, auth }, { privateKey: sender.getPrivateKey(), salt: randomBytes(16) });
        const headers = {
          authorization: vapidHeader(endpoint, keys, contact, clock.now()),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(livesSeconds),
          urgency: 'high',
          // What is not delivered yet and has the same topic is replaced: a push that is sent twice shows once.
          topic,
        };
        const response = await fetch(endpoint, {
          method: 'POST',
          headers,
          body: new Uint8Array(content),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
        return outcomeOf(response.status);
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError')
          return { kind: 'later', words: 'the push service does not answer in time' };
        const isNetwork = error instanceof TypeError && error.message === 'fetch failed';
        return isNetwork
          ? { kind: 'later', words: 'the push service cannot be reached' }
          : { kind: 'refused', words: 'the keys of the browser are not valid' };
      }
    },
  };
}

function outcomeOf(status: number): Pushed {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  const words = `the push service answers ${status}`;
  return { kind: status === 429 || status >= 500 ? 'later' : 'refused', words };
}
