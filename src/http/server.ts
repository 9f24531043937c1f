import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Log } from '#src/platform/log.ts';
import { describeApi } from './describe-api.ts';
import { endWithSession } from './end-with-session.ts';
import { refuseForeign } from './guard.ts';
import type { HttpApp } from './http-app.ts';
import { actionOf, deedsOf, type NoteDeed } from './note-deeds.ts';
import { answerProblem } from './problem.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';
import { selectFields } from './select-fields.ts';
import { admit, strangersHear, type WhoIs } from './who.ts';

const bundle = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** Where Amazon's catalogue has its images. */
const amazonImages = 'https://m.media-amazon.com';

export type ServerDeps = {
  log: Log;
  version: string;
  /** The accounts there are now. */
  accountIds: () => Promise<readonly AccountId[]>;
  whoIs: WhoIs;
  /** How often answers that go on are asked whether they still may. */
  recheckMs?: number;
  /** Adds to the audit. It comes before anything is done: without its entry nothing is. */
  noteDeed?: NoteDeed;
  /** Where people open the desk, when that is not this machine: the address that its proxy, which runs here, is asked by. */
  publicUrl?: string | undefined;
  /** Where images of products may come from, beside Amazon: the simulated one of the demo. */
  imagesOf?: string | undefined;
  routes: readonly ((app: HttpApp) => void)[];
  /** Requests a minute from one address. */
  requestsPerMinute?: number;
};

/**
 * The HTTP server: checks where a request comes from, who it is and what it may do before its path does anything;
 * checks its input and output against the route's schemas; answers errors as problems; serves the web desk.
 */
export async function createServer({
  log,
  version,
  accountIds,
  whoIs,
  noteDeed = async () => {},
  recheckMs,
  publicUrl,
  imagesOf,
  routes,
  requestsPerMinute = 6_000,
}: ServerDeps): Promise<HttpApp> {
  const answer = answerProblem(log);
  const behindTls = publicUrl?.startsWith('https:') ?? false;
  const app: HttpApp = fastify({
    genReqId: () => randomUUID(),
    // Enough for 500 orders or lines; a route that needs more says so.
    bodyLimit: 128 * 1024,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // An address that cannot be read is no reason to tell a stranger more than others hear.
    frameworkErrors: (error, request, reply) => {
      void whoIs(request).then(
        (known) => answer(known ? error : new AppError('UNAUTHENTICATED', strangersHear), request, reply),
        (cause: unknown) => answer(cause, request, reply),
      );
    },
    // What a proxy on this machine says of where a request comes from; nobody else is believed.
    trustProxy: publicUrl === undefined ? false : 'loopback',
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) => {
    // Unknown paths of the page are its own to explain; unknown paths of the API are not found.
    if (request.method === 'GET' && !request.url.startsWith('/api/') && existsSync(`${bundle}index.html`))
      return reply.sendFile('index.html');
    throw new AppError('NOT_FOUND', `there is no ${request.method} ${request.url.split('?')[0]}`);
  });
  app.decorateRequest('accounts');
  app.decorateRequest('person');

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', amazonImages, ...(imagesOf === undefined ? [] : [new URL(imagesOf).origin])],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: behindTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  });
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: 60_000 });
  await app.register(multipart, { limits: { fileSize: 512 * 1024 * 1024, files: 1, fields: 10, fieldSize: 10_000 } });
  // A route without a permission stops the start, not somebody's data.
  app.addHook('onRoute', (route) => {
    const internal = route.url.startsWith('/assets/') || route.url === '/*' || route.url === '/';
    if (!route.config?.permission && !internal)
      throw new AppError('INTERNAL', `${String(route.method)} ${route.url} declares no permission`);
    // Strangers have little to say.
    if (route.config?.permission === 'open') route.bodyLimit = 8 * 1024;
  });
  app.addHook('onRequest', async (request) => {
    refuseForeign(request, publicUrl);
    await admit(request, whoIs, accountIds);
  });

  endWithSession(app, whoIs, recheckMs);
  app.addHook('preValidation', async ({ params, query, body }) => refuseUnstorable({ path: params, query, body }));
  app.addHook('preHandler', async (request) => {
    const action = actionOf(request);
    for (const deed of action === undefined ? [] : deedsOf(request, action)) await noteDeed(deed);
  });
  app.addHook('onError', async (request, _reply, error) => {
    // Only what got as far as being noted: the rest was refused at the door.
    const action = request.person === undefined ? undefined : actionOf(request);
    if (action === undefined || request.accounts === undefined || !('code' in error)) return;
    for (const deed of deedsOf(request, action))
      await noteDeed({ ...deed, action: `${action}.refused`, details: { ...deed.details, code: String(error.code) } }).catch(
        () => undefined,
      );
  });

  // What the desk answers is for who asked alone, and is asked for anew each time.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
  });
  selectFields(app);
  await app.register(etag, { weak: true });
  await describeApi(app, version, bundle);
  for (const add of routes) add(app);
  if (existsSync(bundle)) await app.register(fastifyStatic, { root: bundle, index: 'index.html', setHeaders: cacheAssets });
  return app;
}

/** Bundled files carry a hash in their name and never change; the page itself is asked for anew. */
function cacheAssets(reply: { header(name: string, value: string): unknown }, path: string): void {
  reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}
