import { createDecipheriv, createECDH, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Subscription } from '#src/modules/notices/ports.ts';

export type PushService = {
  url: string;
  /** What it answers; 201 unless a test says otherwise. */
  status: number;
  pushes: { path: string; headers: IncomingHttpHeaders; content: Record<string, unknown> }[];
  /** The subscription of a browser whose keys this service knows, as no real one does. */
  subscription(name: string): Subscription;
  close(): Promise<void>;
};

/** A push service and the browsers behind it in one: opens each push with the keys of its browser. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { privateKey: Buffer; auth: Buffer }>();
  const pushes: PushService['pushes'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const browser = browsers.get(path);
      if (browser && state.status < 300)
        pushes.push({
          path,
          headers: request.headers,
          content: JSON.parse(openPush(Buffer.concat(chunks), browser.privateKey, browser.auth).toString()) as Record<string, unknown>,
        });
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: PushService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    status: 201,
    pushes,
    subscription: (name) => {
      const ecdh = createECDH('prime256v1');
      ecdh.generateKeys();
      const auth = Buffer.alloc(16, name.length + 1);
      browsers.set(`/${name}`, { privateKey: ecdh.getPrivateKey(), auth });
      return { endpoint: `${state.url}/${name}`, p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return state;
}

/** What a browser does with the body of a push, from its side of the keys (RFC 8291, 4). */
export function openPush(body: Buffer, privateKey: Buffer, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + senderKey.length);
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  const mac = (key: Buffer, data: Buffer) => createHmac('sha256', key).update(data).digest();
  const derive = (from: Buffer, secret: Buffer, info: Buffer, length: number) =>
    mac(mac(from, secret), Buffer.concat([info, Buffer.from([1])])).subarray(0, length);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), senderKey]);
  const secret = derive(auth, ecdh.computeSecret(senderKey), info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2));
}
