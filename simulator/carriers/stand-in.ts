import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Files } from './label-files.ts';

export type Json = Record<string, unknown>;
export type Answer = [number, unknown];
/** A text of a request or of what was kept of it; anything else is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export type StandIn = {
  url: string;
  /** What was bought, by the id of the label. */
  bought: Map<string, Json>;
  /** Forms and manifests, pickups: what was made, by its id. */
  made: Map<string, Json>;
  /** When a parcel was bought, by its number. */
  boughtAt: Map<string, number>;
  /** Labels and forms, by the path of their address. */
  files: Files;
  /** What is told of a parcel, by its number, in the carrier's own words. */
  journeys: Map<string, { details: Json[]; promised?: string }>;
  /** The next question is answered with this status. */
  fails: number | undefined;
  /** The calls that changed something, in their order. */
  calls: { method: string; path: string; body: Json }[];
  /** What becomes of the next purchase: its answer is lost after the effect, before it, or the server breaks before it. */
  next: 'lose-after' | 'lose-before' | 'break' | undefined;
  close(): Promise<void>;
};

/** Shippo takes the key as it is, EasyPost as the user of HTTP's own sign-in. The key `wrong` is nobody's. */
function isKnown(authorization: string | undefined): boolean {
  const [, key = ''] = authorization?.split(' ') ?? [];
  return key !== '' && key !== 'wrong' && Buffer.from(key, 'base64').toString() !== 'wrong:';
}

export type StandInOptions = {
  /** Where its numbers begin: one that is started anew gives none twice. */
  first?: number;
  /** Parcels of which nothing else is told travel by this clock (epoch milliseconds). */
  now?: () => number;
};

/** A small server that answers as a carrier's does. */
export async function openStandIn(
  isPurchase: (method: string, path: string) => boolean,
  answer: (self: StandIn, method: string, path: string, body: Json) => Answer,
): Promise<StandIn> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = (text === '' ? {} : JSON.parse(text)) as Json;
    const { method = 'GET', url: path = '/' } = request;
    const file = self.files[path];
    if (file) return response.end(file());
    if (!isKnown(request.headers.authorization)) return response.writeHead(401).end('{}');
    if (self.fails !== undefined) {
      const status = self.fails;
      self.fails = undefined;
      return response.writeHead(status).end('{}');
    }
    const fault = isPurchase(method, path) ? self.next : undefined;
    if (fault) self.next = undefined;
    if (fault === 'lose-before') return request.socket.destroy();
    if (fault === 'break') return response.writeHead(500).end('{}');
    if (method !== 'GET') self.calls.push({ method, path, body });
    const [status, content] = answer(self, method, path, body);
    if (fault === 'lose-after') return request.socket.destroy();
    return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const self: StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bought: new Map(),
    made: new Map(),
    boughtAt: new Map(),
    files: {},
    journeys: new Map(),
    fails: undefined,
    calls: [],
    next: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

type Place = { country?: unknown } | undefined;
/** Whether a parcel goes abroad and customs is not told of every item what it is, where it was made and what it is worth. */
export function lacksCustoms(from: Place, to: Place, items: Json[] | undefined, [hsCode, value]: [string, string]): boolean {
  if (from?.country === to?.country) return false;
  return (
    !items || items.length === 0 || items.some((item) => !item[hsCode] || !item['origin_country'] || !item[value] || !item['description'])
  );
}

const hour = 3_600_000;
const journey = [
  ['accepted', 3],
  ['moving', 11],
  ['delivered', 52],
] as const;

/** How far a parcel has come by the clock, when nobody has told anything of it. */
export function travelled(
  { boughtAt }: StandIn,
  number: string,
  now: (() => number) | undefined,
): { step: (typeof journey)[number][0]; at: string }[] {
  const began = boughtAt.get(number);
  if (!now || began === undefined) return [];
  return journey.flatMap(([step, hours]) => {
    const at = began + hours * hour;
    return at <= now() ? [{ step, at: new Date(at).toISOString() }] : [];
  });
}
