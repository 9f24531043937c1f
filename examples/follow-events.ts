/**
 * Prints what happens to the orders of an account as it happens, and goes on after a broken connection where it stopped.
 * usage: WAYBILL_URL=… WAYBILL_KEY=… node follow-events.ts <account> [<id of the last event that you have>]
 */
const { WAYBILL_URL: desk = 'http://127.0.0.1:3000', WAYBILL_KEY: key = '' } = process.env;
const [account = '1', start] = process.argv.slice(2);

let after = start;
for (;;) {
  try {
    const query = after === undefined ? '' : `?after=${after}`;
    const response = await fetch(`${desk}/api/v1/accounts/${account}/events/stream${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
    for await (const block of blocksOf(response.body)) {
      const id = /^id: (.+)$/m.exec(block)?.[1];
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (id === undefined || data === undefined) continue;
      const event = JSON.parse(data) as { type: string; orderId: string; at: string };
      console.log(`${event.at} ${event.orderId} ${event.type}`);
      // Kept where a restart finds it, this makes sure that nothing is missed.
      after = id;
    }
  } catch (error) {
    console.error(`the stream broke off: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}

/** The blocks of a stream of server-sent events: what stands between two empty lines. */
async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + part).split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
}
