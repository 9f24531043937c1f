import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Incoming, Reply } from './operation.ts';
import type { Outcome } from './serve-call.ts';

type Handle = (incoming: Incoming, request: IncomingMessage) => Outcome | Promise<Outcome>;

const MAX_BODY_BYTES = 32 << 20;

/** Turns bytes into calls and outcomes into bytes, resets and cut bodies included. `handle` gets each call exactly once. */
export function createHttpServer(handle: Handle): Server {
  return createServer((request, response) => {
    serve(request, response, handle).catch((error: unknown) => {
      process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else
        send(
          response,
          { status: 500, body: { errors: [{ code: 'InternalFailure', message: 'The simulator itself failed.', details: String(error) }] } },
          false,
        );
    });
  });
}

async function serve(request: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> {
  const body = await readBody(request);
  const url = new URL(request.url ?? '/', 'http://simulator');
  const outcome = await handle(
    { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: request.headers, ...body },
    request,
  );
  if (outcome.delayMs > 0) await wait(outcome.delayMs, undefined, { ref: false });
  if (outcome.reply === 'reset') request.socket.resetAndDestroy();
  else send(response, outcome.reply, outcome.truncate);
}

async function readBody(request: IncomingMessage): Promise<{ body: Buffer; tooLarge: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  const tooLarge = size > MAX_BODY_BYTES;
  return { body: tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks), tooLarge };
}

function send(response: ServerResponse, reply: Reply, truncate: boolean): void {
  const bytes = reply.bytes ?? Buffer.from(reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)));
  const type = reply.body === undefined ? {} : { 'content-type': 'application/json' };
  const length = reply.status === 204 ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(reply.status, { ...type, ...length, ...reply.headers });
  if (!truncate || bytes.length === 0) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
