import type { FastifyReply } from 'fastify';

/** Hands the headers that every answer carries to one that is written past the server, such as a stream. Before `hijack`. */
export function keepHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
}
