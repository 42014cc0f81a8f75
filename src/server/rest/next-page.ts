import type { FastifyReply, FastifyRequest } from 'fastify';

/** Tells a reader of rows alone where they go on (RFC 8288). */
export function linkNextPage(request: FastifyRequest, reply: FastifyReply, after: string): void {
  const next = new URL(request.url, 'http://here');
  next.searchParams.set('after', after);
  reply.header('link', `<${next.pathname}${next.search}>; rel="next"`);
}
