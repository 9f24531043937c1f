import type { Download } from 'playwright-core';

/** All bytes of a file that the browser saved. */
export async function savedFile(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
