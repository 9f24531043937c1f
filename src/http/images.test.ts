import { expect, test } from 'vitest';
import { silentLog } from '#src/platform/log.ts';
import { asOwner } from '../../tests/support/signed-in.ts';
import { createServer } from './server.ts';

const imagesFrom = async (imagesOf?: string): Promise<string | undefined> => {
  const app = await createServer({ log: silentLog, version: '0', accountIds: async () => [], whoIs: asOwner, imagesOf, routes: [] });
  try {
    const { headers } = await app.inject({ url: '/api/v1/nothing', headers: { host: '127.0.0.1' } });
    return /img-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1];
  } finally {
    await app.close();
  }
};

test('pages show images of their own and of Amazon; in the demo also of its Amazon, by origin alone', async () => {
  expect(await imagesFrom()).toBe("'self' data: blob: https://m.media-amazon.com");
  expect(await imagesFrom('http://127.0.0.1:4600/some/path')).toBe("'self' data: blob: https://m.media-amazon.com http://127.0.0.1:4600");
});
