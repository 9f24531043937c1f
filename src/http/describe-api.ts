import { existsSync } from 'node:fs';
import swagger from '@fastify/swagger';
import type { RouteOptions } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { HttpApp } from './http-app.ts';
import { problem } from './problem.ts';
import { selectable } from './select-fields.ts';

/** The API describes itself: OpenAPI 3.1 at `/api/openapi.json`, and a page to browse it at `/api/docs`. */
export async function describeApi(app: HttpApp, version: string, bundle: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill',
        version,
        description: 'The order desk for Amazon sellers. Errors are application/problem+json; docs/errors.md lists every code.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key of the desk.' } } },
      security: [{ key: [] }],
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      return { schema: schema?.hide ? schema : withCommon(schema ?? {}, route.route), url };
    },
  });
  const open = { config: { permission: 'open' }, schema: { hide: true } } as const;
  app.get('/api/openapi.json', open, () => app.swagger());
  app.get('/api/docs', open, (_request, reply) => {
    if (!existsSync(`${bundle}api-docs.html`)) throw new AppError('NOT_FOUND', 'the web desk is not built: run npm ci, which builds it');
    return reply.header('cache-control', 'no-cache').sendFile('api-docs.html');
  });
}

/** What holds for every route is said once for all: how it refuses, whom it lets in, that fields can be chosen. */
function withCommon(schema: object, route: RouteOptions): object {
  const given = schema as { response?: object; querystring?: { properties?: object } };
  const refused = { description: 'A problem', content: { 'application/problem+json': { schema: z.toJSONSchema(problem) } } };
  const { permission, upload } = route.config ?? {};
  const fields = selectable(route)?.fields ?? [];
  return {
    ...schema,
    'x-permission': permission,
    ...(permission === 'open' ? { security: [] } : {}),
    ...(upload ? { body: formOf(upload) } : {}),
    ...(fields.length > 0
      ? {
          querystring: {
            ...(given.querystring ?? { type: 'object' }),
            properties: {
              ...given.querystring?.properties,
              fields: { type: 'string', description: `Only these properties, with commas between: ${fields.join(', ')}` },
            },
          },
        }
      : {}),
    response: { ...given.response, default: refused },
  };
}

/** A multipart form as OpenAPI words it: the fields, then the file. */
function formOf(fields: z.ZodObject): object {
  const { properties, required = [] } = z.toJSONSchema(fields, { io: 'input' });
  const file = { type: 'string', format: 'binary', description: 'The file itself, after all fields' };
  return { type: 'object', properties: { ...properties, file }, required: [...required, 'file'] };
}
