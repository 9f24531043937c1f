import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Permission, Person } from './permissions.ts';

/** The server as route files see it: schemas are zod, and each route declares its permission. */
export type HttpApp = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `open` answers anybody; all else needs somebody with this permission. */
    permission?: Permission | 'open';
    /** Only a person in a browser may ask it: what concerns one's own sign-in is nothing for a program. */
    personOnly?: boolean;
    /** The word under which the audit notes a request; false: not at all, or the module does it. Without it changes are noted by their path. */
    audit?: string | false;
    /** The form fields that a multipart upload takes before its file. */
    upload?: z.ZodObject;
  }
  interface FastifyRequest {
    person: Person;
    /** The accounts that the person may see. */
    accounts: readonly AccountId[];
  }
}
